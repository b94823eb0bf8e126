package dev.gitops.yaml.tree;

/** A node is not of the kind that is needed there. */
public final class WrongKindException extends RuntimeException {

    private final Node.Kind actual;

    /**
     * An error.
     *
     * @param expected the kind that is needed
     * @param node the node that is there
     */
    public WrongKindException(Node.Kind expected, Node node) {
        super(
                "wrong node kind: expected " + name(expected) + " but got " + name(node.kind()) + ": node contents:\n"
                        + content(node),
                null,
                false,
                false);
        this.actual = node.kind();
    }

    /** {@return the kind that is there} */
    public Node.Kind actual() {
        return actual;
    }

    private static String content(Node node) {
        try {
            return YamlWriter.write(node);
        } catch (YamlException e) {
            return "(" + e.getMessage() + ")";
        }
    }

    private static String name(Node.Kind kind) {
        return switch (kind) {
            case SCALAR -> "ScalarNode";
            case SEQUENCE -> "SequenceNode";
            case MAPPING -> "MappingNode";
            case ALIAS -> "AliasNode";
        };
    }
}
