package dev.gitops.yaml.tree;

/**
 * A token of a document.
 *
 * @param kind what it is
 * @param line the line where it begins, from 1
 * @param value the text of a scalar, an anchor or an alias; the handle of a tag
 * @param suffix a tag without its handle; the prefix of a tag directive
 * @param style how a scalar is written
 */
record Token(Kind kind, int line, String value, String suffix, Node.Style style) {

    /** What a token is. */
    enum Kind {
        STREAM_END,
        VERSION_DIRECTIVE,
        TAG_DIRECTIVE,
        DOCUMENT_START,
        DOCUMENT_END,
        BLOCK_SEQUENCE,
        BLOCK_MAPPING,
        BLOCK_END,
        FLOW_SEQUENCE,
        FLOW_SEQUENCE_END,
        FLOW_MAPPING,
        FLOW_MAPPING_END,
        BLOCK_ENTRY,
        FLOW_ENTRY,
        KEY,
        VALUE,
        ALIAS,
        ANCHOR,
        TAG,
        SCALAR
    }

    static Token mark(Kind kind, int line) {
        return new Token(kind, line, "", "", Node.Style.PLAIN);
    }

    static Token named(Kind kind, int line, String value, String suffix) {
        return new Token(kind, line, value, suffix, Node.Style.PLAIN);
    }

    static Token scalar(int line, String value, Node.Style style) {
        return new Token(Kind.SCALAR, line, value, "", style);
    }
}
