package dev.gitops.yaml.tree;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a file of Kubernetes objects: one or many documents, or a list of objects. */
public final class Documents {

    private static final String MALFORMED = "MalformedYAMLError: ";

    private Documents() {}

    /**
     * The objects of a text, aliases resolved. Empty documents are left out; a lone {@code List} stands for its items.
     *
     * @param text the text
     * @return the roots, new ones on each call
     * @throws YamlException where it is no YAML
     */
    public static List<Node> read(String text) {
        String unix = text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n");
        List<Node> roots = new ArrayList<>();
        BitSet referring = new BitSet();
        int from = 0;
        int line = 0;
        boolean single = true;
        while (true) {
            int separator = separator(unix, from);
            if (separator < 0) {
                break;
            }
            int after = unix.indexOf('\n', separator + 1) + 1;
            checkSeparator(unix.substring(separator + 1, after));
            single = false;
            line += 1 + add(roots, referring, unix.substring(from, separator + 1), line, false);
            from = after;
        }
        add(roots, referring, from == 0 ? unix : unix.substring(from), line, single);
        for (int i = referring.nextSetBit(0); i >= 0; i = referring.nextSetBit(i + 1)) {
            roots.set(i, new Anchors().inflate(roots.get(i)));
        }
        return roots;
    }

    /**
     * The first document of a text, aliases and merge keys not resolved.
     *
     * @param text the text
     * @return its root; null where there is none
     * @throws YamlException where it is no YAML
     */
    public static @Nullable Node first(String text) {
        return new YamlParser(text).parse();
    }

    /**
     * The first document of a text as go-yaml 2 reads it, aliases and merge keys not resolved.
     *
     * @param text the text
     * @param linesBefore how many lines of its file stand above it
     * @return its root; null where there is none
     * @throws YamlException where it is no YAML
     */
    public static @Nullable Node old(String text, int linesBefore) {
        return new YamlParser(text, linesBefore, YamlParser.OLD_AHEAD).parse();
    }

    /**
     * The first document of a text, aliases and merge keys resolved.
     *
     * @param text the text
     * @return its root; null where there is none
     * @throws YamlException where it is no YAML
     */
    public static @Nullable Node inflated(String text) {
        YamlParser parser = new YamlParser(text);
        Node root = parser.parse();
        return root == null || !parser.refers() ? root : new Anchors().inflate(root);
    }

    /** The break before a line that begins with {@code ---} and is not the last; -1 where there is none. */
    private static int separator(String text, int from) {
        int at = text.indexOf("\n---", Math.max(0, from));
        if (at < 0 || text.indexOf('\n', at + 1) < 0) {
            return -1;
        }
        return at;
    }

    private static void checkSeparator(String separator) {
        String rest = separator.substring(3).strip();
        if (!rest.isEmpty() && rest.charAt(0) != '#') {
            throw new YamlException(0, "invalid document separator: " + separator.strip());
        }
    }

    /** Adds what a document holds, and counts its lines. */
    private static int add(List<Node> roots, BitSet referring, String document, int linesBefore, boolean single) {
        int before = roots.size();
        YamlParser parser;
        Node root;
        try {
            parser = new YamlParser(document, linesBefore, YamlParser.AHEAD);
            root = parser.parse();
        } catch (YamlException e) {
            throw e.prefixed(MALFORMED);
        }
        if (root != null && !root.isNull()) {
            add(roots, root, single);
            referring.set(before, roots.size(), parser.refers());
        }
        return parser.lines();
    }

    private static void add(List<Node> roots, Node root, boolean single) {
        String kind = root.text("kind");
        if (single && (kind.equals("List") || kind.equals("ResourceList"))) {
            Node items = root.get("items");
            if (items != null || root.get("functionConfig") != null) {
                if (items != null) {
                    roots.addAll(items.children());
                }
                return;
            }
        }
        roots.add(root);
    }
}
