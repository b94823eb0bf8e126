package dev.gitops.yaml.tree;

/** A text that is no YAML, or YAML that has no value. The message says the line and what is wrong there, in go-yaml's words. */
public final class YamlException extends RuntimeException {

    private final int line;
    private final String problem;

    /**
     * An error at a line.
     *
     * @param line the line from 1; 0 where unknown
     * @param problem what is wrong
     */
    public YamlException(int line, String problem) {
        this(line, line, problem);
    }

    /** An error at a line of which go-yaml says another: it counts some from 0, and leaves the first one out. */
    YamlException(int line, int saidLine, String problem) {
        this(saidLine > 0 ? "yaml: line " + saidLine + ": " + problem : "yaml: " + problem, line, problem);
    }

    private YamlException(String message, int line, String problem) {
        super(message, null, false, false);
        this.line = line;
        this.problem = problem;
    }

    YamlException prefixed(String prefix) {
        return new YamlException(prefix + getMessage(), line, problem);
    }

    /** {@return the line from 1; 0 where unknown} */
    public int line() {
        return line;
    }

    /** {@return what is wrong there, without the line} */
    public String problem() {
        return problem;
    }
}
