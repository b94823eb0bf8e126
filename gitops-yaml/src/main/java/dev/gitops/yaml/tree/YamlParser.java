package dev.gitops.yaml.tree;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the first document of a text into nodes, by recursive descent. It accepts what libyaml (and so go-yaml) accepts, which is not
 * quite what the specification says, and refuses the rest in its words.
 */
final class YamlParser extends YamlScanner {

    private final Map<String, Node> anchors = new HashMap<>(0);
    private @Nullable String pendingAnchor;
    private @Nullable String pendingTag;

    YamlParser(String text) {
        super(text);
    }

    /** The first document; null where there is none. */
    @Nullable
    Node parse() {
        if (pos < end && at(pos) == '\uFEFF') {
            pos++;
            lineStart = pos;
        }
        boolean directives = skipDirectives();
        skip(false);
        if (directives && (pos >= end || !atMarker('-'))) {
            throw parseError(line, "did not find expected <document start>");
        }
        if (pos >= end) {
            return null;
        }
        boolean keyAllowed = true;
        if (atMarker('-')) {
            pos += 3;
            int before = line;
            skip(true);
            keyAllowed = line != before;
        }
        return block(-1, keyAllowed, false);
    }

    private boolean skipDirectives() {
        boolean any = false;
        skip(false);
        while (pos < end && at(pos) == '%' && column() == 0) {
            while (pos < end && !isBreak(at(pos))) {
                pos++;
            }
            skip(false);
            any = true;
        }
        return any;
    }

    /** A node in block context whose enclosing collection is indented by {@code parent}; whitespace before it has been skipped. */
    private Node block(int parent, boolean keyAllowed, boolean indentless) {
        if (absent(parent, indentless)) {
            return nothing();
        }
        int startLine = line;
        int startColumn = column();
        boolean properties = properties();
        String tag = pendingTag;
        String anchor = pendingAnchor;
        if (properties) {
            skip(true);
            if (line != startLine) {
                if (absent(parent, indentless)) {
                    return dress(nothing(), tag, anchor);
                }
                clearPending();
                return dress(block(parent, true, indentless), tag, anchor);
            }
            if (pos >= end) {
                return dress(nothing(), tag, anchor);
            }
        }
        clearPending();
        char c = at(pos);
        if (c == '-' && blankAfter(pos)) {
            if (!keyAllowed || properties) {
                throw scanError(line, "block sequence entries are not allowed in this context");
            }
            return sequence(startColumn, startColumn == parent);
        }
        if (c == '?' && blankAfter(pos)) {
            if (!keyAllowed) {
                throw scanError(line, "mapping keys are not allowed in this context");
            }
            return mapping(startColumn, null);
        }
        if (c == '|' || c == '>') {
            return dress(blockScalar(parent, c == '|'), tag, anchor);
        }
        Node node = c == ':' && blankAfter(pos) ? nothing() : inline(c, parent);
        if (contentLine == line && followedByColon()) {
            if (!keyAllowed || line != startLine) {
                throw scanError(line, "mapping values are not allowed in this context");
            }
            return mapping(startColumn, dress(node, tag, anchor));
        }
        return dress(node, tag, anchor);
    }

    /** Whether nothing of a node follows: the end, or something that belongs to an outer collection. */
    private boolean absent(int parent, boolean indentless) {
        if (pos >= end) {
            return true;
        }
        int column = column();
        if (column == 0 && (atMarker('-') || atMarker('.'))) {
            return true;
        }
        return column <= parent && !(indentless && column == parent && at(pos) == '-' && blankAfter(pos));
    }

    private Node nothing() {
        contentLine = line;
        return Node.scalar(Tags.NULL, "").line(line);
    }

    private Node sequence(int column, boolean indentless) {
        Node sequence = Node.sequence().line(line);
        int startLine = line;
        while (true) {
            pos++;
            skip(true);
            sequence.add(block(column, true, false));
            skip(false);
            if (pos >= end || column() < column || column() == 0 && (atMarker('-') || atMarker('.'))) {
                return sequence;
            }
            if (column() > column || at(pos) != '-' || !blankAfter(pos)) {
                if (column() == column && indentless) {
                    return sequence;
                }
                throw parseError(startLine, "did not find expected '-' indicator");
            }
        }
    }

    private Node mapping(int column, @Nullable Node first) {
        Node mapping = Node.mapping().line(first == null ? line : first.line());
        int startLine = line;
        Node key = first;
        while (true) {
            boolean colon = true;
            if (key == null) {
                if (at(pos) == '?' && blankAfter(pos)) {
                    pos++;
                    skip(true);
                    key = block(column, true, true);
                    skip(false);
                    colon = pos < end && column() == column && at(pos) == ':' && blankAfter(pos);
                } else {
                    key = simpleKey(column);
                }
            }
            Node value;
            if (colon) {
                pos++;
                value = value(column);
            } else {
                value = nothing();
            }
            mapping.add(key);
            mapping.add(value);
            key = null;
            skip(false);
            if (pos >= end || column() < column || column() == 0 && (atMarker('-') || atMarker('.'))) {
                return mapping;
            }
            if (column() > column) {
                throw parseError(startLine, "did not find expected key");
            }
        }
    }

    private Node value(int column) {
        int before = line;
        skip(true);
        boolean below = line != before;
        return block(column, below, below);
    }

    private Node simpleKey(int column) {
        int keyLine = line;
        if (at(pos) == '-' && blankAfter(pos)) {
            throw parseError(keyLine, "did not find expected key");
        }
        properties();
        String tag = pendingTag;
        String anchor = pendingAnchor;
        clearPending();
        skip(true);
        if (pos >= end || line != keyLine) {
            throw scanError(keyLine, "could not find expected ':'");
        }
        char c = at(pos);
        Node key = c == ':' && blankAfter(pos) ? nothing() : inline(c, column);
        if (contentLine != line || !followedByColon() || contentLine != keyLine) {
            throw scanError(keyLine + 1, "could not find expected ':'");
        }
        return dress(key, tag, anchor);
    }

    private boolean followedByColon() {
        int p = pos;
        while (p < end && (at(p) == ' ' || at(p) == '\t')) {
            p++;
        }
        if (p < end && at(p) == ':' && blankAfter(p)) {
            pos = p;
            return true;
        }
        return false;
    }

    /** A node that may be a key: an alias, a flow collection, a quoted or a plain scalar. */
    private Node inline(char c, int parent) {
        Node node;
        switch (c) {
            case '*':
                node = alias();
                break;
            case '[':
                node = flowSequence();
                break;
            case '{':
                node = flowMapping();
                break;
            case '\'':
                return single(parent);
            case '"':
                return quoted(parent);
            case ',', ']', '}':
                throw parseError(line, "did not find expected node content");
            case '%', '@', '`', '\t':
                throw scanError(line, "found character that cannot start any token");
            default:
                return plain(parent, false);
        }
        contentLine = line;
        return node;
    }

    private Node alias() {
        pos++;
        String name = name("alias");
        Node target = anchors.get(name);
        if (target == null) {
            throw new YamlException(0, "unknown anchor '" + name + "' referenced");
        }
        return Node.alias(name, target).line(line);
    }

    private Node flowSequence() {
        Node sequence = Node.sequence().line(line);
        int startLine = line;
        pos++;
        while (true) {
            skip(true);
            if (pos < end && at(pos) == ']') {
                pos++;
                return sequence;
            }
            Node item = flowEntry(startLine, "did not find expected ',' or ']'");
            skip(true);
            if (pos < end && at(pos) == ':') {
                pos++;
                Node pair = Node.mapping().line(item.line());
                pair.add(item);
                pair.add(flowValue(']'));
                item = pair;
                skip(true);
            }
            sequence.add(item);
            separator(']', startLine);
        }
    }

    private Node flowMapping() {
        Node mapping = Node.mapping().line(line);
        int startLine = line;
        pos++;
        while (true) {
            skip(true);
            if (pos < end && at(pos) == '}') {
                pos++;
                return mapping;
            }
            Node key = flowEntry(startLine, "did not find expected ',' or '}'");
            skip(true);
            Node value;
            if (pos < end && at(pos) == ':') {
                pos++;
                value = flowValue('}');
            } else {
                value = nothing();
            }
            mapping.add(key);
            mapping.add(value);
            skip(true);
            separator('}', startLine);
        }
    }

    private Node flowEntry(int startLine, String problem) {
        if (pos >= end || at(pos) == ',' || at(pos) == ']' || at(pos) == '}') {
            throw parseError(startLine, pos >= end ? problem : "did not find expected node content");
        }
        if (at(pos) == '?') {
            pos++;
            skip(true);
        }
        return flowNode();
    }

    private Node flowValue(char close) {
        skip(true);
        if (pos < end && (at(pos) == ',' || at(pos) == close)) {
            return nothing();
        }
        return flowNode();
    }

    private void separator(char close, int startLine) {
        if (pos < end && at(pos) == ',') {
            pos++;
        } else if (pos >= end || at(pos) != close) {
            throw parseError(startLine, "did not find expected ',' or '" + close + "'");
        }
    }

    private Node flowNode() {
        if (pos >= end) {
            throw parseError(line, "did not find expected node content");
        }
        properties();
        String tag = pendingTag;
        String anchor = pendingAnchor;
        clearPending();
        skip(true);
        char c = pos < end ? at(pos) : ',';
        if (c == ',' || c == ']' || c == '}' || c == ':') {
            return dress(nothing(), tag, anchor);
        }
        if (column() == 0 && (atMarker('-') || atMarker('.'))) {
            throw parseError(line, "did not find expected node content");
        }
        Node node = switch (c) {
            case '*' -> alias();
            case '[' -> flowSequence();
            case '{' -> flowMapping();
            case '\'' -> single(-1);
            case '"' -> quoted(-1);
            case '%', '@', '`', '|', '>' -> throw scanError(line, "found character that cannot start any token");
            default -> plain(-1, true);
        };
        return dress(node, tag, anchor);
    }

    private boolean properties() {
        boolean any = false;
        while (pos < end) {
            char c = at(pos);
            if (c == '&' && pendingAnchor == null) {
                pos++;
                pendingAnchor = name("anchor");
            } else if (c == '!' && pendingTag == null) {
                pendingTag = tagName();
            } else {
                return any;
            }
            any = true;
            while (pos < end && (at(pos) == ' ' || at(pos) == '\t')) {
                pos++;
            }
        }
        return any;
    }

    private void clearPending() {
        pendingAnchor = null;
        pendingTag = null;
    }

    private Node dress(Node node, @Nullable String tag, @Nullable String anchor) {
        if (tag != null) {
            if (tag.equals("!")) {
                if (node.isScalar() && node.style() == Node.Style.PLAIN) {
                    node.tag(Scalars.tagOf(node.value()));
                }
            } else {
                node.tagged(Tags.shorten(tag));
            }
        }
        if (anchor != null) {
            node.anchor(anchor);
            anchors.put(anchor, node);
        }
        return node;
    }
}
