package dev.gitops.inventory;

import java.util.Iterator;

/** Prints a document as JSON, indented by two. */
final class JsonText {

    private final StringBuilder text = new StringBuilder();

    private JsonText() {}

    static String of(Node node) {
        JsonText json = new JsonText();
        json.print(node, "");
        return json.text.append('\n').toString();
    }

    private void print(Node node, String indent) {
        if (node instanceof Node.Fields fields) {
            fields(fields, indent);
        } else if (node instanceof Node.Items items) {
            items(items, indent);
        } else if (node.data() instanceof String string) {
            quoted(string);
        } else {
            text.append(node.data());
        }
    }

    private void fields(Node.Fields fields, String indent) {
        String inner = indent + "  ";
        text.append('{');
        for (Iterator<Node.Field> all = fields.fields().values().iterator(); all.hasNext(); ) {
            Node.Field field = all.next();
            text.append('\n').append(inner);
            quoted(field.key());
            text.append(": ");
            print(field.value(), inner);
            text.append(all.hasNext() ? "," : "\n" + indent);
        }
        text.append('}');
    }

    private void items(Node.Items items, String indent) {
        text.append('[');
        for (Iterator<Node> all = items.items().iterator(); all.hasNext(); ) {
            print(all.next(), indent + "  ");
            text.append(all.hasNext() ? ", " : "");
        }
        text.append(']');
    }

    private void quoted(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
