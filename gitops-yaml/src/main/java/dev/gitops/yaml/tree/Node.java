package dev.gitops.yaml.tree;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of a document. It is mutable, and one node may stand in several places of a tree: kustomize works that way, and what it writes
 * depends on it.
 *
 * <p>A mapping's children are its keys and values by turns, in the order of the document.
 */
public final class Node {

    /** What a node is. */
    public enum Kind {
        /** One value. */
        SCALAR,
        /** A list. */
        SEQUENCE,
        /** Keys and values. */
        MAPPING,
        /** A reference to an anchored node. */
        ALIAS
    }

    /** How a scalar was or is to be written. */
    public enum Style {
        /** Bare, or as needed. */
        PLAIN,
        /** In single quotes. */
        SINGLE,
        /** In double quotes. */
        DOUBLE,
        /** As a literal block. */
        LITERAL,
        /** As a folded block. */
        FOLDED
    }

    private static final ArrayList<Node> NONE = new ArrayList<>(0);

    private Kind kind;
    private Style style = Style.PLAIN;
    private boolean explicitTag;
    private boolean flow;
    private String tag;
    private String value;
    private ArrayList<Node> children;
    private @Nullable Node target;
    private @Nullable String anchor;
    private int line;

    private Node(Kind kind, String tag, String value, ArrayList<Node> children) {
        this.kind = kind;
        this.tag = tag;
        this.value = value;
        this.children = children;
    }

    /**
     * A bare scalar.
     *
     * @param tag its tag, or {@link Tags#NONE}
     * @param value its text
     * @return the node
     */
    public static Node scalar(String tag, String value) {
        return new Node(Kind.SCALAR, tag, value, NONE);
    }

    /**
     * A bare scalar without a tag, as a key or a value that was set rather than read.
     *
     * @param value its text
     * @return the node
     */
    public static Node untagged(String value) {
        return new Node(Kind.SCALAR, Tags.NONE, value, NONE);
    }

    /**
     * A string.
     *
     * @param value its text
     * @return the node
     */
    public static Node string(String value) {
        return new Node(Kind.SCALAR, Tags.STRING, value, NONE);
    }

    /** {@return an empty mapping} */
    public static Node mapping() {
        return new Node(Kind.MAPPING, Tags.MAP, "", new ArrayList<>(8));
    }

    /** {@return an empty sequence} */
    public static Node sequence() {
        return new Node(Kind.SEQUENCE, Tags.SEQ, "", new ArrayList<>(4));
    }

    /**
     * An empty node of a kind, with no tag.
     *
     * @param kind what it is to be
     * @return the node
     */
    public static Node empty(Kind kind) {
        return new Node(kind, Tags.NONE, "", kind == Kind.SCALAR ? NONE : new ArrayList<>(4));
    }

    static Node alias(String name, Node target) {
        Node node = new Node(Kind.ALIAS, Tags.NONE, name, NONE);
        node.target = target;
        return node;
    }

    /** {@return what this is} */
    public Kind kind() {
        return kind;
    }

    /** {@return how a scalar is written} */
    public Style style() {
        return style;
    }

    /**
     * Sets how a scalar is written.
     *
     * @param style the style
     * @return this
     */
    public Node style(Style style) {
        this.style = style;
        return this;
    }

    /** {@return whether a collection is written within brackets or braces} */
    public boolean isFlow() {
        return flow;
    }

    Node flow() {
        flow = true;
        return this;
    }

    /** {@return whether the tag stands in the document} */
    public boolean explicitTag() {
        return explicitTag;
    }

    /** {@return the tag, short; {@link Tags#NONE} where there is none} */
    public String tag() {
        return tag;
    }

    /**
     * Sets the tag.
     *
     * @param tag the short tag
     */
    public void tag(String tag) {
        this.tag = tag;
    }

    void tagged(String tag) {
        this.tag = tag;
        this.explicitTag = true;
    }

    /** {@return a scalar's text; empty for collections} */
    public String value() {
        return value;
    }

    /**
     * Sets a scalar's text and nothing else.
     *
     * @param value the text
     */
    public void value(String value) {
        this.value = value;
    }

    /** {@return the children: items, or keys and values by turns} */
    public List<Node> children() {
        return children;
    }

    /** {@return the line where the node began, from 1; 0 where it was not read} */
    public int line() {
        return line;
    }

    Node line(int line) {
        this.line = line;
        return this;
    }

    @Nullable
    Node target() {
        return target;
    }

    @Nullable
    String anchor() {
        return anchor;
    }

    void anchor(@Nullable String anchor) {
        this.anchor = anchor;
    }

    /** {@return whether this is a mapping} */
    public boolean isMapping() {
        return kind == Kind.MAPPING;
    }

    /** {@return whether this is a sequence} */
    public boolean isSequence() {
        return kind == Kind.SEQUENCE;
    }

    /** {@return whether this is a scalar} */
    public boolean isScalar() {
        return kind == Kind.SCALAR;
    }

    /** {@return whether this is tagged as nothing} */
    public boolean isNull() {
        return tag.equals(Tags.NULL);
    }

    /** {@return whether this is nothing, an empty mapping or an empty sequence} */
    public boolean isNullOrEmpty() {
        return isNull() || kind != Kind.SCALAR && kind != Kind.ALIAS && children.isEmpty();
    }

    /** {@return whether this is a scalar that is, or may be, a string} */
    public boolean isString() {
        return kind == Kind.SCALAR && (tag.equals(Tags.STRING) || tag.isEmpty());
    }

    /**
     * The first value of a key.
     *
     * @param key the key's text
     * @return the value, or null where this is no mapping or has no such key
     */
    public @Nullable Node get(String key) {
        if (kind != Kind.MAPPING) {
            return null;
        }
        ArrayList<Node> all = children;
        for (int i = 0, n = all.size(); i + 1 < n; i += 2) {
            if (key.equals(all.get(i).value)) {
                return all.get(i + 1);
            }
        }
        return null;
    }

    /**
     * The text of a key's value.
     *
     * @param key the key
     * @return the text; empty where there is none
     */
    public String text(String key) {
        Node found = get(key);
        return found == null ? "" : found.value;
    }

    /**
     * Adds a key and its value, without a look at the keys there are.
     *
     * @param key the key
     * @param node the value
     */
    public void append(String key, Node node) {
        own();
        children.add(untagged(key));
        children.add(node);
    }

    /**
     * Adds an item or, by turns, a key and a value.
     *
     * @param node what to add
     */
    public void add(Node node) {
        own();
        children.add(node);
    }

    /**
     * Replaces all children.
     *
     * @param nodes the new children
     */
    public void children(ArrayList<Node> nodes) {
        children = nodes;
    }

    /**
     * Removes the first entry of a key.
     *
     * @param key the key
     * @return the value it had, or null
     */
    public @Nullable Node remove(String key) {
        for (int i = 0, n = children.size(); i + 1 < n; i += 2) {
            if (key.equals(children.get(i).value)) {
                children.remove(i);
                return children.remove(i);
            }
        }
        return null;
    }

    /**
     * Becomes another node where it stands: whatever holds this holds the other's content from now on.
     *
     * @param other the node to become
     */
    public void become(Node other) {
        kind = other.kind;
        style = other.style;
        explicitTag = other.explicitTag;
        flow = other.flow;
        tag = other.tag;
        value = other.value;
        children = other.children;
        target = other.target;
        anchor = other.anchor;
        line = other.line;
    }

    /**
     * Becomes an empty collection or scalar, as a null that is about to be filled does.
     *
     * @param newKind the kind
     * @param newTag the tag
     */
    public void retype(Kind newKind, String newTag) {
        kind = newKind;
        tag = newTag;
    }

    /** {@return a copy that shares nothing with this} */
    public Node copy() {
        Node copy = new Node(kind, tag, value, NONE);
        copy.style = style;
        copy.explicitTag = explicitTag;
        copy.flow = flow;
        copy.target = target;
        copy.anchor = anchor;
        copy.line = line;
        int n = children.size();
        if (n > 0) {
            ArrayList<Node> all = new ArrayList<>(n + (kind == Kind.MAPPING ? 2 : 0));
            for (int i = 0; i < n; i++) {
                all.add(children.get(i).copy());
            }
            copy.children = all;
        } else if (kind != Kind.SCALAR) {
            copy.children = new ArrayList<>(2);
        }
        return copy;
    }

    private void own() {
        if (children == NONE) {
            children = new ArrayList<>(4);
        }
    }
}
