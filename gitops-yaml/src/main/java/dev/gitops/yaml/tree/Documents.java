package dev.gitops.yaml.tree;

import java.util.ArrayList;
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
            add(roots, unix.substring(from, separator + 1), line, false);
            line += lines(unix, from, after);
            from = after;
        }
        add(roots, from == 0 ? unix : unix.substring(from), line, single);
        for (int i = 0; i < roots.size(); i++) {
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
        Node root = first(text);
        return root == null ? null : new Anchors().inflate(root);
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

    private static int lines(String text, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == '\n') {
                count++;
            }
        }
        return count;
    }

    private static void add(List<Node> roots, String document, int linesBefore, boolean single) {
        Node root;
        try {
            root = new YamlParser(document, linesBefore, YamlParser.AHEAD).parse();
        } catch (YamlException e) {
            throw e.prefixed(MALFORMED);
        }
        if (root == null || root.isNull()) {
            return;
        }
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
