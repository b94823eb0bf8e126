package dev.gitops.yaml.tree;

/** A text that is no YAML, or YAML that has no value. The message says the line and what is wrong there, in go-yaml's words. */
public final class YamlException extends RuntimeException {

    private final int line;

    /**
     * An error at a line.
     *
     * @param line the line from 1; 0 where unknown
     * @param message what is wrong
     */
    public YamlException(int line, String message) {
        super(line > 0 ? "yaml: line " + line + ": " + message : "yaml: " + message, null, false, false);
        this.line = line;
    }

    private YamlException(String message, int line) {
        super(message, null, false, false);
        this.line = line;
    }

    YamlException prefixed(String prefix) {
        return new YamlException(prefix + getMessage(), line);
    }

    /** {@return the line from 1; 0 where unknown} */
    public int line() {
        return line;
    }
}
