package dev.gitops.yaml.tree;

/**
 * What becomes of a block scalar when go-yaml writes and reads it: kustomize does that on the way to JSON, and go-yaml writes a break too
 * many before indented lines of folded ones and at the end of kept ones. One that begins with a tab it writes, but does not read.
 */
final class FoldedText {

    private FoldedText() {}

    static String of(Node node) {
        String text = node.value();
        if (text.startsWith("\t") && isBlock(node.style()) && Texts.isBlockAllowed(text)) {
            throw new YamlException(
                    node.line(),
                    "found a tab character where an indentation space is expected: kustomize cannot read the block that"
                            + " it makes of a text of several lines that begins with a tab; begin it with another line");
        }
        if (node.style() != Node.Style.FOLDED || text.isEmpty() || !isChanged(text)) {
            return text;
        }
        StringBuilder yaml = new StringBuilder("k: >");
        Texts.blockHints(yaml, text);
        yaml.append('\n');
        write(yaml, text, 2);
        Node root = new YamlParser(yaml.toString()).parse();
        return root == null ? text : root.text("k");
    }

    private static boolean isBlock(Node.Style style) {
        return style == Node.Style.LITERAL || style == Node.Style.FOLDED;
    }

    /** Only texts with indented lines, or with breaks at an end, do not come back as they were. */
    private static boolean isChanged(String text) {
        boolean edges = text.charAt(0) == '\n' || text.endsWith("\n\n");
        return (edges || text.contains("\n ") || text.contains("\n\t")) && Texts.isBlockAllowed(text);
    }

    /** Writes the lines of a folded scalar. */
    static void write(StringBuilder out, String text, int indent) {
        boolean breaks = true;
        boolean indented = true;
        int first = 0;
        while (first < text.length() && text.charAt(first) == '\n') {
            first++;
        }
        boolean extra = first < text.length() && " \t\r\n".indexOf(text.charAt(first)) < 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                if (!breaks && !indented && extra) {
                    out.append('\n');
                }
                out.append('\n');
                breaks = true;
            } else {
                if (breaks) {
                    out.append(" ".repeat(indent));
                    indented = c == ' ' || c == '\t';
                }
                out.append(c);
                breaks = false;
            }
        }
    }
}
