package dev.gitops.yaml;

import dev.gitops.yaml.Node.Alias;
import dev.gitops.yaml.Node.Entry;
import dev.gitops.yaml.Node.Mapping;
import dev.gitops.yaml.Node.Properties;
import dev.gitops.yaml.Node.Scalar;
import dev.gitops.yaml.Node.Sequence;
import dev.gitops.yaml.Node.Style;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Builds the nodes of a text from the events of the YAML parser, which is used to locate and for nothing else. Aliases are not expanded. */
final class NodeReader {

    static final int DEEPEST = 200;

    private final Text text;
    private final Offsets offsets;
    private final Iterator<Event> events;
    private Map<Integer, Node> anchored = new HashMap<>();
    private Map<String, Integer> anchors = new HashMap<>();
    private List<Alias> aliases = new ArrayList<>();
    private int depth;

    NodeReader(Text text, String shadow) {
        this.text = text;
        this.offsets = new Offsets(text.chars);
        LoadSettings settings = LoadSettings.builder()
                .setLabel(text.name)
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        this.events = new ParserImpl(settings, new StreamReader(settings, shadow));
    }

    List<Document> read() {
        List<Document> documents = new ArrayList<>();
        while (events.hasNext()) {
            if (events.next() instanceof DocumentStartEvent start) {
                anchored = new HashMap<>();
                anchors = new HashMap<>();
                aliases = new ArrayList<>();
                int body = offset(start.isExplicit() ? start.getEndMark() : start.getStartMark());
                Node root = node(events.next());
                documents.add(new Document(body, root, anchored, aliases));
            }
        }
        return documents.isEmpty() ? List.of(new Document(0, null, anchored, aliases)) : documents;
    }

    private Node node(Event event) {
        if (++depth > DEEPEST) {
            throw text.refuse(
                    offset(event.getStartMark()),
                    null,
                    null,
                    "nests deeper than " + DEEPEST + " levels",
                    "no file of this kind does: is it damaged?",
                    null);
        }
        Node node;
        if (event instanceof AliasEvent alias) {
            node = alias(alias);
        } else if (event instanceof ScalarEvent scalar) {
            node = scalar(scalar);
        } else {
            node = collection((CollectionStartEvent) event);
        }
        depth--;
        return node;
    }

    private Alias alias(AliasEvent event) {
        int start = offset(event.getStartMark());
        String name = event.getAlias().getValue();
        Integer target = anchors.get(name);
        if (target == null) {
            throw text.refuse(start, null, "*" + name, "refers to an anchor that is not there", null, null);
        }
        Alias alias =
                new Alias(new Properties(start, start, null, null), start, offset(event.getEndMark()), name, target);
        aliases.add(alias);
        return alias;
    }

    private Scalar scalar(ScalarEvent event) {
        int start = offset(event.getStartMark());
        int end = offset(event.getEndMark());
        int properties = propertiesEnd(start, end);
        int content = properties == start ? start : Math.min(text.skipTrivia(properties), end);
        Style style = switch (event.getScalarStyle()) {
            case SINGLE_QUOTED -> Style.SINGLE;
            case DOUBLE_QUOTED -> Style.DOUBLE;
            case LITERAL -> Style.LITERAL;
            case FOLDED -> Style.FOLDED;
            default -> Style.PLAIN;
        };
        if (style.isBlock()) {
            end = blockEnd(content, end);
        } else if (content >= end && properties > start) {
            content = properties;
            end = properties;
        }
        Scalar scalar =
                new Scalar(properties(event, start, properties, event.getTag()), content, end, event.getValue(), style);
        remember(event, scalar);
        return scalar;
    }

    /** A block scalar's event ends where the next token begins; blank lines before that are content only where its header says so ({@code +}). */
    private int blockEnd(int content, int eventEnd) {
        int header = content;
        while ("|>+-0123456789".indexOf(text.at(header)) >= 0) {
            header++;
        }
        boolean keep = text.lines.substring(content, header).indexOf('+') >= 0;
        int end = breakBefore(eventEnd);
        while (!keep && end > header && text.isBlank(text.lineStart(end), end)) {
            end = breakBefore(text.lineStart(end));
        }
        return Math.max(end, header);
    }

    private int breakBefore(int offset) {
        if (offset > 1 && text.lines.startsWith("\r\n", offset - 2)) {
            return offset - 2;
        }
        return offset > 0 && Text.isBreak(text.lines.charAt(offset - 1)) ? offset - 1 : offset;
    }

    private Node collection(CollectionStartEvent event) {
        int start = offset(event.getStartMark());
        boolean flow = event.getFlowStyle() == FlowStyle.FLOW;
        boolean decorated = event.getAnchor().isPresent() || event.getTag().isPresent();
        int propertiesEnd = decorated ? propertiesEnd(start, text.lines.length()) : start;
        int content = text.skipTrivia(propertiesEnd);
        Properties properties =
                properties(event, decorated ? start : content, decorated ? propertiesEnd : content, event.getTag());
        event.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), properties.start()));
        Node node = event instanceof MappingStartEvent
                ? mapping(properties, content, flow)
                : sequence(properties, content, flow);
        remember(event, node);
        return node;
    }

    private Mapping mapping(Properties properties, int content, boolean flow) {
        List<Entry> entries = new ArrayList<>();
        int end = content;
        Event event = events.next();
        for (; !(event instanceof CollectionEndEvent); event = events.next()) {
            Node key = node(event);
            Node value = value(key, node(events.next()));
            Entry entry = new Entry(key, value);
            entries.add(entry);
            end = entry.end();
        }
        boolean bare = flow && text.at(content) != '{';
        return new Mapping(
                properties, content, flow && !bare ? offset(event.getEndMark()) : end, flow, List.copyOf(entries));
    }

    /** A key without a colon has its empty value at the next token, which is not where it would be written. */
    private Node value(Node key, Node value) {
        boolean nowhere = value instanceof Scalar scalar
                && scalar.isEmpty()
                && !scalar.properties().present();
        if (!nowhere || value.end() > 0 && text.at(value.end() - 1) == ':' && value.end() > key.end()) {
            return value;
        }
        int end = key.end();
        return new Scalar(new Properties(end, end, null, null), end, end, "", Style.PLAIN);
    }

    private Sequence sequence(Properties properties, int content, boolean flow) {
        List<Node> items = new ArrayList<>();
        int end = content;
        Event event = events.next();
        for (; !(event instanceof CollectionEndEvent); event = events.next()) {
            Node item = node(event);
            items.add(item);
            end = item.end();
        }
        return new Sequence(properties, content, flow ? offset(event.getEndMark()) : end, flow, List.copyOf(items));
    }

    private Properties properties(NodeEvent event, int start, int end, Optional<?> tag) {
        String anchor = event.getAnchor().map(Anchor::getValue).orElse(null);
        return new Properties(start, end, anchor, tag.map(Object::toString).orElse(null));
    }

    private void remember(NodeEvent event, Node node) {
        if (event.getAnchor().isPresent()) {
            anchors.put(event.getAnchor().get().getValue(), node.start());
            anchored.put(node.start(), node);
        }
    }

    /** The end of the anchor and the tag that begin at an offset. */
    private int propertiesEnd(int start, int limit) {
        int end = start;
        for (int at = start; at < limit && (text.at(at) == '&' || text.at(at) == '!'); at = text.skipTrivia(end)) {
            end = at;
            while (end < limit && !Text.isBreak(text.at(end)) && text.at(end) != ' ' && text.at(end) != '\t') {
                end++;
            }
        }
        return end;
    }

    private int offset(Optional<Mark> mark) {
        return offsets.of(mark.orElseThrow().getIndex());
    }

    /** The parser counts code points, Java strings count chars. */
    static final class Offsets {

        private final int[] pairs;

        Offsets(String chars) {
            int[] found = new int[16];
            int count = 0;
            for (int at = 0, codePoint = 0; at < chars.length(); at++, codePoint++) {
                if (Character.isHighSurrogate(chars.charAt(at)) && at + 1 < chars.length()) {
                    if (count == found.length) {
                        found = Arrays.copyOf(found, 2 * count);
                    }
                    found[count++] = codePoint;
                    at++;
                }
            }
            this.pairs = Arrays.copyOf(found, count);
        }

        int of(int codePoint) {
            int before = Arrays.binarySearch(pairs, codePoint);
            return codePoint + (before >= 0 ? before : -before - 1);
        }
    }
}
