package dev.gitops.yaml.tree;

/** The short forms of YAML's own tags. */
public final class Tags {

    /** No tag: what the value looks like decides. */
    public static final String NONE = "";

    /** Nothing. */
    public static final String NULL = "!!null";

    /** Text. */
    public static final String STRING = "!!str";

    /** A whole number. */
    public static final String INT = "!!int";

    /** Any other number. */
    public static final String FLOAT = "!!float";

    /** True or false. */
    public static final String BOOL = "!!bool";

    /** A date, or a date with a time. */
    public static final String TIMESTAMP = "!!timestamp";

    /** Base64 text. */
    public static final String BINARY = "!!binary";

    /** The merge key {@code <<}. */
    public static final String MERGE = "!!merge";

    /** A mapping. */
    public static final String MAP = "!!map";

    /** A sequence. */
    public static final String SEQ = "!!seq";

    private static final String LONG = "tag:yaml.org,2002:";

    private Tags() {}

    static String shorten(String tag) {
        if (!tag.startsWith(LONG)) {
            return tag;
        }
        return ("!!" + tag.substring(LONG.length())).intern();
    }
}
