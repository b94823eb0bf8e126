package dev.gitops.yaml;

import dev.gitops.yaml.Draft.Content;
import dev.gitops.yaml.Draft.Items;
import dev.gitops.yaml.Draft.Kept;
import dev.gitops.yaml.Draft.Leaf;
import dev.gitops.yaml.Draft.Pair;
import dev.gitops.yaml.Draft.Pairs;
import dev.gitops.yaml.Node.Entry;
import dev.gitops.yaml.Node.Mapping;
import dev.gitops.yaml.Node.Scalar;
import dev.gitops.yaml.Node.Sequence;
import dev.gitops.yaml.Node.Style;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a draft into the splices that make it, from the outside in. */
final class Splicer {

    private final Text text;
    private final Document document;
    private final Layout layout;
    private final boolean literals;
    private final Splices splices = new Splices();

    /**
     * A splicer for one edit.
     *
     * @param literals whether new texts of several lines may become literal blocks
     */
    Splicer(Text text, Document document, boolean literals) {
        this.text = text;
        this.document = document;
        this.literals = literals;
        this.layout = Layout.of(text, document.root());
    }

    /**
     * Where a value stands.
     *
     * @param intro the offset after the colon or dash before it; for the document's own value, after the document's marker
     * @param column the column of the keys or dashes around it; -1 for the document's own value
     * @param kind after a key, after a dash, or the document's own
     * @param flow inside brackets or braces
     * @param json inside a JSON-like map
     * @param style how texts among its neighbours are quoted
     */
    record Place(int intro, int column, Kind kind, boolean flow, boolean json, Style style) {}

    /** What a value follows. */
    enum Kind {
        DOCUMENT,
        KEY,
        DASH
    }

    Splices splices(Draft root) {
        visit(root, new Place(document.bodyStart(), -1, Kind.DOCUMENT, false, false, Style.PLAIN));
        return splices;
    }

    void visit(Draft draft, Place place) {
        Content now = draft.now;
        if (now instanceof Pairs pairs && pairs.origin != null && pairs.origin == draft.before) {
            visitMap(draft, pairs, pairs.origin, place);
        } else if (now instanceof Items items && items.origin != null && items.origin == draft.before) {
            visitList(draft, items, items.origin, place);
        } else if (!(now instanceof Kept) && !(draft.before == null && draft.isNull())) {
            replacement().replace(draft, place);
        }
    }

    private void visitMap(Draft draft, Pairs pairs, Mapping mapping, Place place) {
        boolean json = place.json() || Layout.isJson(mapping);
        int column = text.column(mapping.content());
        if (!mapping.flow() && endsOpen(mapping)) {
            moveBeforeLast(pairs);
        }
        List<Element> elements = new ArrayList<>();
        List<List<Pair>> fresh = new ArrayList<>();
        fresh.add(new ArrayList<>());
        int next = 0;
        for (Pair pair : pairs.list) {
            if (pair.origin() == null) {
                fresh.get(elements.size()).add(pair);
                continue;
            }
            while (mapping.entries().get(next) != pair.origin()) {
                addEntry(elements, fresh, mapping.entries().get(next++), false);
            }
            addEntry(elements, fresh, mapping.entries().get(next++), true);
            if (pair.isRenamed()) {
                rename(pair.origin(), pair.key(), json);
            }
            if (!(pair.value().now instanceof Kept)) {
                visit(pair.value(), afterKey(pair.origin(), column, mapping.flow(), json));
            }
        }
        while (next < mapping.entries().size()) {
            addEntry(elements, fresh, mapping.entries().get(next++), false);
        }
        if (elements.stream().noneMatch(Element::kept)) {
            if (pairs.list.isEmpty() && !mapping.flow()) {
                replacement().empty(mapping, elements, "{}", place);
            } else if (!(pairs.list.isEmpty() && elements.isEmpty())) {
                replacement().replace(draft, place);
            }
            return;
        }
        Style style = Layout.shared(mapping.entries().stream().map(Entry::value).toList());
        elementSplicer(elements, mapping, mapping.content()).splice((renderer, at, flow) -> {
            List<Pair> here = fresh.get(at);
            if (here.isEmpty()) {
                return List.of();
            }
            if (!flow) {
                return List.of(renderer.pairs(here, column, null, style));
            }
            return here.stream()
                    .map(pair -> renderer.key(pair.key(), json) + ": "
                            + renderer.inline(pair.value().now, style, true, json))
                    .toList();
        });
    }

    /** Whether the file ends, without a line break, in a block scalar that a line below would give one. */
    private boolean endsOpen(Node node) {
        if (text.lines.length() == text.chars.length() || node.end() < text.chars.length()) {
            return false;
        }
        if (node instanceof Mapping mapping && !mapping.flow()) {
            return endsOpen(mapping.entries().get(mapping.entries().size() - 1).value());
        }
        if (node instanceof Sequence sequence && !sequence.flow()) {
            return endsOpen(sequence.items().get(sequence.items().size() - 1));
        }
        return node instanceof Scalar scalar
                && scalar.style().isBlock()
                && !text.chars.startsWith("-", scalar.content() + 1)
                && !text.chars.startsWith("-", scalar.content() + 2);
    }

    private static void moveBeforeLast(Pairs pairs) {
        List<Pair> fresh =
                pairs.list.stream().filter(pair -> pair.origin() == null).toList();
        int last = pairs.list.size() - fresh.size() - 1;
        if (last >= 0) {
            pairs.list.removeAll(fresh);
            pairs.list.addAll(last, fresh);
        }
    }

    private void rename(Entry entry, @Nullable String name, boolean json) {
        Style style = entry.key() instanceof Scalar key ? key.style() : Style.PLAIN;
        String text = Scalars.write(name, style, json ? Style.DOUBLE : layout.quotes(), true);
        splices.replace(entry.key().content(), entry.key().end(), text);
    }

    private static void addEntry(List<Element> elements, List<List<Pair>> fresh, Entry entry, boolean kept) {
        elements.add(new Element(entry.key().start(), entry.end(), kept));
        fresh.add(new ArrayList<>());
    }

    private void visitList(Draft draft, Items items, Sequence sequence, Place place) {
        int column = text.column(sequence.content());
        List<Element> elements = new ArrayList<>();
        List<List<Draft>> fresh = new ArrayList<>();
        fresh.add(new ArrayList<>());
        int next = 0;
        int end = sequence.flow() ? sequence.content() + 1 : sequence.content();
        for (Draft item : items.list) {
            if (item.before == null) {
                fresh.get(elements.size()).add(item);
                continue;
            }
            while (sequence.items().get(next) != item.before) {
                end = addItem(elements, fresh, sequence, next++, end, false);
            }
            int dash = text.skipTrivia(end);
            end = addItem(elements, fresh, sequence, next++, end, true);
            if (!(item.now instanceof Kept)) {
                Style style = Layout.shared(sequence.items());
                visit(item, new Place(dash + 1, column, Kind.DASH, sequence.flow(), place.json(), style));
            }
        }
        while (next < sequence.items().size()) {
            end = addItem(elements, fresh, sequence, next++, end, false);
        }
        if (elements.stream().noneMatch(Element::kept)) {
            if (items.list.isEmpty() && !sequence.flow()) {
                replacement().empty(sequence, elements, "[]", place);
            } else if (!(items.list.isEmpty() && elements.isEmpty())) {
                replacement().replace(draft, place);
            }
            return;
        }
        Mapping sibling = lastMapping(sequence);
        Style style = Layout.shared(sequence.items());
        boolean json = place.json() || sibling != null && Layout.isJson(sibling);
        elementSplicer(elements, sequence, sequence.content()).splice((renderer, at, flow) -> {
            if (fresh.get(at).isEmpty()) {
                return List.of();
            }
            if (!flow) {
                return List.of(renderer.items(fresh.get(at), column, dashWidth(sequence, column), sibling, style));
            }
            return fresh.get(at).stream()
                    .map(item -> renderer.inline(item.now, style, true, json))
                    .toList();
        });
    }

    private int addItem(
            List<Element> elements, List<List<Draft>> fresh, Sequence sequence, int index, int after, boolean kept) {
        Node item = sequence.items().get(index);
        int start = text.skipTrivia(after);
        if (sequence.flow()) {
            start = item.start();
        } else if (text.at(start) != '-') {
            throw refuse(start, "the list item has a form that cannot be edited here");
        }
        elements.add(new Element(start, item.end(), kept));
        fresh.add(new ArrayList<>());
        return item.end();
    }

    private Place afterKey(Entry entry, int column, boolean flow, boolean json) {
        int colon = text.skipTrivia(entry.key().end());
        boolean there = text.at(colon) == ':';
        if (!there && !flow) {
            throw refuse(entry.key().start(), "the key has a form that cannot be edited here");
        }
        return new Place(there ? colon + 1 : entry.key().end(), column, Kind.KEY, flow, json, Style.PLAIN);
    }

    private ElementSplicer elementSplicer(List<Element> elements, Node node, int content) {
        boolean flow = node instanceof Mapping mapping ? mapping.flow() : ((Sequence) node).flow();
        if (flow && "{[".indexOf(text.at(content)) < 0) {
            throw refuse(content, "a single pair in a flow list cannot be edited here");
        }
        return flow
                ? new FlowSplicer(text, layout, splices, elements, node)
                : new BlockSplicer(text, layout, splices, elements, content, literals);
    }

    private Replacement replacement() {
        return new Replacement(text, layout, splices, literals);
    }

    private static @Nullable Mapping lastMapping(Sequence sequence) {
        for (int i = sequence.items().size() - 1; i >= 0; i--) {
            if (sequence.items().get(i) instanceof Mapping mapping) {
                return mapping;
            }
        }
        return null;
    }

    /** How far behind its dash an item of a list begins. */
    private int dashWidth(Sequence sequence, int column) {
        for (int i = sequence.items().size() - 1; i >= 0; i--) {
            Node item = sequence.items().get(i);
            int width = text.column(item.start()) - column;
            boolean empty = item instanceof Scalar scalar && scalar.isEmpty();
            if (!empty && width >= 2 && text.at(text.skipSpacesBack(item.start(), 0) - 1) == '-') {
                return width;
            }
        }
        return 2;
    }

    private YamlEditException refuse(int offset, String message) {
        return text.refuse(offset, null, null, message, "write it as a plain key: value, then edit", null);
    }

    /** An entry or item as it stands, from its key or dash to its end. */
    record Element(int start, int end, boolean kept) {}

    /** Removes and inserts the elements of one collection of which at least one stays. */
    interface ElementSplicer {
        void splice(Fresh fresh);
    }

    /** The new elements that stand before the element of an index: in block form as one text, in flow form one each. */
    interface Fresh {
        List<String> before(Renderer renderer, int index, boolean flow);
    }

    /** A leaf's text, if it is one. */
    static @Nullable String string(Content content) {
        return content instanceof Leaf leaf && leaf.value() instanceof String string ? string : null;
    }
}
