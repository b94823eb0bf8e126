package dev.gitops.yaml.tree;

import dev.gitops.yaml.tree.Token.Kind;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the first document of a text into nodes. It accepts what libyaml (and so go-yaml) accepts, which is not quite what the specification
 * says, and refuses the rest in its words.
 */
final class YamlParser {

    /** What a stack of the usual size bears, and deeper than any kind. */
    private static final int DEEPEST = 500;

    /** Says to go-yaml 2 that a scalar is a text, to go-yaml 3 nothing. */
    private static final String NO_TAG = "!";

    private final TokenScanner tokens;
    private final boolean old;
    private final Map<String, Node> anchors = new HashMap<>(0);
    private final Map<String, String> handles = new HashMap<>(0);
    private boolean refers;
    private int depth;

    /** The tokens that go-yaml 3 reads ahead. */
    static final int AHEAD = 3;
    /** The tokens that go-yaml 2 reads ahead. */
    static final int OLD_AHEAD = 1;

    YamlParser(String text) {
        this(text, 0, AHEAD);
    }

    /** The parser of a text that stands below other lines of its file. */
    YamlParser(String text, int linesBefore, int ahead) {
        tokens = new TokenScanner(text, ahead);
        old = ahead == OLD_AHEAD;
        tokens.line += linesBefore;
    }

    /** The first document; null where there is none. */
    @Nullable
    Node parse() {
        while (kind() == Kind.DOCUMENT_END) {
            if (old) {
                throw parseError(tokens.peek().line(), "did not find expected node content");
            }
            tokens.next();
        }
        if (kind() == Kind.STREAM_END) {
            return null;
        }
        if (directives() || kind() == Kind.DOCUMENT_START) {
            if (kind() != Kind.DOCUMENT_START) {
                throw parseError(1, "did not find expected <document start>");
            }
            tokens.next();
        }
        Node root = switch (kind()) {
            case VERSION_DIRECTIVE, TAG_DIRECTIVE, DOCUMENT_START, DOCUMENT_END, STREAM_END -> nothing();
            default -> node(true, false);
        };
        tokens.peek();
        return root;
    }

    /** Whether anything was read that {@link Anchors} could change or refuse: an anchor, an alias, a tag, a merge key, a word for nothing. */
    boolean refers() {
        return refers;
    }

    /** How many line feeds the text has. */
    int lines() {
        return tokens.lines;
    }

    private boolean directives() {
        boolean any = false;
        boolean versioned = false;
        while (kind() == Kind.VERSION_DIRECTIVE || kind() == Kind.TAG_DIRECTIVE) {
            any = true;
            Token token = tokens.next();
            if (token.kind() == Kind.TAG_DIRECTIVE) {
                handles.put(token.value(), token.suffix());
                continue;
            }
            if (versioned || !token.value().equals("1.1")) {
                throw parseError(
                        token.line(),
                        versioned ? "found duplicate %YAML directive" : "found incompatible YAML document");
            }
            versioned = true;
        }
        return any;
    }

    private Kind kind() {
        return tokens.peek().kind();
    }

    private Node nothing() {
        return Node.scalar(Tags.NULL, "").line(tokens.peek().line());
    }

    /** A node; {@code block} allows collections by indentation, {@code indentless} lists at the column of their key. */
    private Node node(boolean block, boolean indentless) {
        Token token = tokens.peek();
        if (token.kind() == Kind.ALIAS) {
            return alias();
        }
        if (++depth > DEEPEST) {
            throw new YamlException(token.line(), "exceeded max depth of " + DEEPEST);
        }
        Token anchor = null;
        Token tag = null;
        for (Kind next = token.kind(); ; next = kind()) {
            if (next == Kind.ANCHOR && anchor == null) {
                anchor = tokens.next();
            } else if (next == Kind.TAG && tag == null) {
                tag = tokens.next();
            } else {
                break;
            }
        }
        String fullTag = tag == null ? null : resolve(tag, token.line());
        Node node = content(token.line(), block, indentless, anchor, fullTag);
        depth--;
        return node;
    }

    private Node content(
            int startLine, boolean block, boolean indentless, @Nullable Token anchor, @Nullable String tag) {
        Token token = tokens.peek();
        Kind kind = token.kind();
        if (indentless && kind == Kind.BLOCK_ENTRY) {
            return sequence(dress(Node.sequence().line(token.line()), tag, anchor), true, startLine);
        }
        if (kind == Kind.SCALAR) {
            return scalar(tokens.next(), tag, anchor);
        }
        if (kind == Kind.FLOW_SEQUENCE) {
            return flowSequence(dress(Node.sequence().line(token.line()).flow(), tag, anchor));
        }
        if (kind == Kind.FLOW_MAPPING) {
            return flowMapping(dress(Node.mapping().line(token.line()).flow(), tag, anchor));
        }
        if (block && kind == Kind.BLOCK_SEQUENCE) {
            tokens.next();
            return sequence(dress(Node.sequence().line(token.line()), tag, anchor), false, token.line());
        }
        if (block && kind == Kind.BLOCK_MAPPING) {
            tokens.next();
            return mapping(dress(Node.mapping().line(token.line()), tag, anchor), token.line());
        }
        if (anchor != null || tag != null) {
            return dress(nothing(), tag, anchor);
        }
        throw parseError(startLine, "did not find expected node content");
    }

    private Node alias() {
        Token token = tokens.next();
        Node target = anchors.get(token.value());
        if (target == null) {
            throw new YamlException(0, "unknown anchor '" + token.value() + "' referenced");
        }
        refers = true;
        return Node.alias(token.value(), target).line(token.line());
    }

    private Node scalar(Token token, @Nullable String tag, @Nullable Token anchor) {
        String value = token.value();
        Node node;
        if (token.style() == Node.Style.PLAIN) {
            node = Node.scalar(tag == null || tag.equals(NO_TAG) ? Scalars.tagOf(value) : Tags.NONE, value);
            refers |= node.isNull();
        } else {
            node = Node.string(value).style(token.style());
        }
        refers |= value.equals("<<");
        return dress(node.line(token.line()), tag, anchor);
    }

    private Node sequence(Node sequence, boolean indentless, int startLine) {
        while (kind() == Kind.BLOCK_ENTRY) {
            tokens.next();
            sequence.add(
                    switch (kind()) {
                        case BLOCK_ENTRY, BLOCK_END -> nothing();
                        case KEY, VALUE -> indentless ? nothing() : node(true, false);
                        default -> node(true, false);
                    });
        }
        if (indentless) {
            return sequence;
        }
        end(Kind.BLOCK_END, startLine, "did not find expected '-' indicator");
        return sequence;
    }

    private Node mapping(Node mapping, int startLine) {
        while (kind() == Kind.KEY) {
            tokens.next();
            mapping.add(isPart(Kind.KEY, Kind.VALUE, Kind.BLOCK_END) ? nothing() : node(true, true));
            if (kind() != Kind.VALUE) {
                mapping.add(nothing());
                continue;
            }
            tokens.next();
            mapping.add(isPart(Kind.KEY, Kind.VALUE, Kind.BLOCK_END) ? nothing() : node(true, true));
        }
        end(Kind.BLOCK_END, startLine, "did not find expected key");
        return mapping;
    }

    private Node flowSequence(Node sequence) {
        int startLine = tokens.next().line();
        boolean first = true;
        while (kind() != Kind.FLOW_SEQUENCE_END) {
            if (!first) {
                end(Kind.FLOW_ENTRY, startLine, "did not find expected ',' or ']'");
            }
            first = false;
            if (kind() == Kind.KEY) {
                Node pair = Node.mapping().line(tokens.next().line()).flow();
                pair.add(flowKey());
                pair.add(flowValue(Kind.FLOW_SEQUENCE_END));
                sequence.add(pair);
            } else if (kind() != Kind.FLOW_SEQUENCE_END) {
                sequence.add(node(false, false));
            }
        }
        tokens.next();
        return sequence;
    }

    private Node flowMapping(Node mapping) {
        int startLine = tokens.next().line();
        boolean first = true;
        while (kind() != Kind.FLOW_MAPPING_END) {
            if (!first) {
                end(Kind.FLOW_ENTRY, startLine, "did not find expected ',' or '}'");
            }
            first = false;
            if (kind() == Kind.KEY) {
                tokens.next();
                mapping.add(
                        isPart(Kind.VALUE, Kind.FLOW_ENTRY, Kind.FLOW_MAPPING_END) ? nothing() : node(false, false));
                mapping.add(flowValue(Kind.FLOW_MAPPING_END));
            } else if (kind() != Kind.FLOW_MAPPING_END) {
                mapping.add(node(false, false));
                mapping.add(nothing());
            }
        }
        tokens.next();
        return mapping;
    }

    /** The key behind a question mark in a list; where there is none, libyaml passes over the token that says so. */
    private Node flowKey() {
        if (!isPart(Kind.VALUE, Kind.FLOW_ENTRY, Kind.FLOW_SEQUENCE_END)) {
            return node(false, false);
        }
        tokens.next();
        return nothing();
    }

    private Node flowValue(Kind close) {
        if (kind() != Kind.VALUE) {
            return nothing();
        }
        tokens.next();
        return kind() == Kind.FLOW_ENTRY || kind() == close ? nothing() : node(false, false);
    }

    private boolean isPart(Kind a, Kind b, Kind c) {
        Kind kind = kind();
        return kind == a || kind == b || kind == c;
    }

    private void end(Kind wanted, int startLine, String problem) {
        if (kind() != wanted) {
            throw parseError(startLine, problem);
        }
        tokens.next();
    }

    private String resolve(Token tag, int startLine) {
        if (tag.value().isEmpty()) {
            return tag.suffix();
        }
        String usual = tag.value().equals("!") ? "!" : tag.value().equals("!!") ? "tag:yaml.org,2002:" : null;
        String prefix = handles.getOrDefault(tag.value(), usual);
        if (prefix == null) {
            throw parseError(startLine, "found undefined tag handle");
        }
        return prefix + tag.suffix();
    }

    /** The parser of go-yaml counts lines from 0, and says so. */
    private YamlException parseError(int startLine, String problem) {
        int line = startLine > 1 ? startLine : tokens.peek().line();
        return new YamlException(line, line - 1, problem);
    }

    private Node dress(Node node, @Nullable String tag, @Nullable Token anchor) {
        if (tag != null && (old || !tag.equals(NO_TAG))) {
            refers = true;
            node.tagged(Tags.shorten(tag));
        }
        if (anchor != null) {
            refers = true;
            node.anchor(anchor.value());
            anchors.put(anchor.value(), node);
        }
        return node;
    }
}
