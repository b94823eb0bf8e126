package dev.gitops.inventory;

import dev.gitops.api.InvalidInputException;
import dev.gitops.text.Hidden;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads one YAML 1.2 document (core schema) to nodes that know their place. It works on the parser's events, so that depth and size are limited before anything is built:
 * duplicate keys, keys that are no text, tags, merge keys, further documents and bombs are problems.
 */
final class YamlReader {

    private static final int DEEPEST = 32;
    static final int LARGEST_FILE = 64 << 20;
    private static final int LONGEST_KEY = 256;
    private static final int LONGEST_TEXT = 1 << 20;
    private static final int MOST_VALUES = 4_000_000;
    private static final String WRITE_OUT =
            "write the values out, or override an environment's keys in the application";

    private final Problems problems;
    private final MeteredReader reader;
    private final ParserImpl parser;
    private final NavigableMap<Integer, Integer> shifts;
    private final Map<Anchor, Node> anchors = new HashMap<>();
    private int depth;
    private int values;
    private int line = 1;

    private YamlReader(String text, Problems problems, NavigableMap<Integer, Integer> shifts) {
        this.problems = problems;
        this.shifts = shifts;
        LoadSettings settings = LoadSettings.builder()
                .setLabel(problems.file())
                .setCodePointLimit(LARGEST_FILE)
                .setBufferSize(MeteredReader.WINDOW)
                .build();
        this.reader = new MeteredReader(text, LONGEST_TEXT, this::tooLong);
        this.parser = new ParserImpl(settings, new StreamReader(settings, reader));
    }

    /**
     * Reads a file's content.
     *
     * @return the document
     * @throws InvalidInputException if there is no document to go on with; otherwise problems are collected
     */
    static Node read(byte[] content, Problems problems) {
        if (content.length > LARGEST_FILE) {
            throw stop(problems, 0, 0, "is larger than " + (LARGEST_FILE >> 20) + " MB", "split it by team");
        }
        return read(decode(content, problems), problems);
    }

    /** Reads a part of a file, telling the lines of the whole. */
    static Node read(Excerpt.Part part, Problems problems) {
        return read(decode(part.text(), problems), problems, part.shifts());
    }

    static Node read(String text, Problems problems) {
        return read(text, problems, Collections.emptyNavigableMap());
    }

    private static Node read(String text, Problems problems, NavigableMap<Integer, Integer> shifts) {
        refuseControlCharacters(text, problems);
        try {
            return new YamlReader(text, problems, shifts).document();
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
            int line = mark == null ? 0 : mark.getLine() + 1;
            int column = mark == null ? 0 : mark.getColumn() + 1;
            String why = e.getProblem() == null ? String.valueOf(e.getContext()) : e.getProblem();
            if (why.contains("\\t") || why.contains("TAB")) {
                throw stop(
                        problems,
                        line,
                        column,
                        "is no YAML: a tab stands where a line begins",
                        "indent with spaces, not tabs");
            }
            Optional<String> depth = ABOUT_DEPTH.matcher(why).find() ? Indentation.at(text, line) : Optional.empty();
            throw stop(
                    problems,
                    line,
                    column,
                    "is no YAML: " + depth.orElse(why),
                    depth.isPresent() ? "keys that belong together begin in the same column" : null);
        } catch (YamlEngineException e) {
            throw stop(problems, 0, 0, "is no YAML: " + e.getMessage(), null);
        }
    }

    /** What the library says where a line stands too far to one side. */
    private static final Pattern ABOUT_DEPTH = Pattern.compile(
            "mapping values are not allowed here|expected <block end>|could not find expected ':'|block sequence entries are not allowed");

    private static String decode(byte[] content, Problems problems) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw stop(problems, 0, 0, "is not UTF-8", "save it as UTF-8");
        }
    }

    /** The library refuses these too, but does not say in which line. */
    private static void refuseControlCharacters(String text, Problems problems) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (c != '\t' && c != '\n' && c != '\r' && !StreamReader.isPrintable(c)) {
                throw stop(problems, line, column, "has the character " + Hidden.number(c), "remove it");
            }
            i += Character.charCount(c);
            boolean ends = c == '\n' || c == '\r' && (i == text.length() || text.charAt(i) != '\n');
            line += ends ? 1 : 0;
            column = ends ? 1 : column + 1;
        }
    }

    private Node document() {
        next();
        if (parser.checkEvent(Event.ID.StreamEnd)) {
            throw stop(problems, 1, 1, "is empty", "begin with apiVersion: gitops.dev/v1");
        }
        next();
        Node root = node(next(), KeyPath.ROOT);
        next();
        Event after = next();
        if (!(after.getEventId() == Event.ID.StreamEnd)) {
            throw stop(problems, line(after), column(after), "has a second document", "remove the --- and all below");
        }
        return root;
    }

    private Event next() {
        Event event = parser.next();
        reader.event();
        line = Math.max(line, line(event));
        return event;
    }

    private InvalidInputException tooLong() {
        return stop(
                problems,
                line,
                0,
                "has a text or comment of more than " + (LONGEST_TEXT >> 20) + " MB here or below",
                "an inventory's texts are short; what is longer belongs into a file of its own");
    }

    private Node node(Event event, KeyPath path) {
        if (++values > MOST_VALUES) {
            throw stop(problems, line(event), column(event), "has more than " + MOST_VALUES + " values", WRITE_OUT);
        }
        if (event instanceof AliasEvent alias) {
            return aliased(alias, path);
        }
        NodeEvent start = (NodeEvent) event;
        Node node;
        if (start instanceof ScalarEvent scalar) {
            refuseTag(scalar, scalar.getTag(), path);
            node = Scalars.resolve(scalar, line(event), column(event));
        } else {
            refuseTag(start, ((CollectionStartEvent) start).getTag(), path);
            if (++depth > DEEPEST) {
                throw stop(problems, line(event), column(event), "is nested deeper than " + DEEPEST + " levels", null);
            }
            node = start.getEventId() == Event.ID.MappingStart ? fields(start, path) : items(start, path);
            depth--;
        }
        remember(start, node);
        return node;
    }

    private void remember(NodeEvent event, Node node) {
        Anchor anchor = event.getAnchor().orElse(null);
        if (anchor != null) {
            anchors.put(anchor, node);
        }
    }

    private Node aliased(AliasEvent alias, KeyPath path) {
        Anchor name = alias.getAlias();
        Node node = anchors.get(name);
        if (node == null) {
            throw stop(
                    problems,
                    line(alias),
                    column(alias),
                    "the alias *" + Characters.readable(name.getValue(), 63) + " stands for nothing above it",
                    "define &" + Characters.readable(name.getValue(), 63) + " before it is used, and not around it");
        }
        values += node.size();
        if (values > MOST_VALUES || values < 0) {
            throw stop(
                    problems,
                    line(alias),
                    column(alias),
                    "has aliases that grow to more than " + MOST_VALUES + " values",
                    WRITE_OUT);
        }
        return node;
    }

    private Node items(NodeEvent start, KeyPath path) {
        List<Node> items = new ArrayList<>();
        int size = 1;
        for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
            Node item = node(event, path.item(items.size()));
            items.add(item);
            size += item.size();
        }
        return new Node.Items(line(start), column(start), items, size);
    }

    private Node fields(NodeEvent start, KeyPath path) {
        Map<String, Node.Field> fields = new LinkedHashMap<>();
        int size = 1;
        for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
            String key = key(event, path);
            Node value = node(next(), path.key(key == null ? "?" : key));
            size += value.size() + 1;
            if (key == null) {
                continue;
            }
            Node.Field field = new Node.Field(line(event), column(event), key, value);
            Node.Field first = fields.putIfAbsent(key, field);
            if (first != null) {
                problems.add(
                        field, path.key(key), "stands twice in this map", "it is in line " + first.line() + " too");
            }
        }
        return new Node.Fields(line(start), column(start), fields, size);
    }

    /** {@return the key; null where it cannot be one, which is a problem then} */
    private @Nullable String key(Event event, KeyPath path) {
        if (event instanceof ScalarEvent scalar) {
            Node.Scalar key = Scalars.resolve(scalar, line(event), column(event));
            remember(scalar, key);
            if (key.text().equals("<<") && scalar.isPlain()) {
                problems.add(key, path, "merge keys are no part of YAML 1.2", WRITE_OUT);
            } else if (key.text().length() > LONGEST_KEY) {
                problems.add(key, path, "has a key longer than " + LONGEST_KEY + " characters", null);
            } else if (key.data() instanceof String text) {
                return text;
            } else {
                problems.add(key, path, "has a key that is " + key.inWords() + ", not a text", "put it into quotes");
            }
            return null;
        }
        Node key = node(event, path);
        problems.add(key.line(), key.column(), path.toString(), null, "has a key that is no plain text", null);
        return null;
    }

    private void refuseTag(Event event, Optional<String> tag, KeyPath path) {
        if (tag.isPresent()) {
            String text = Characters.readable(tag.get(), 63);
            problems.add(line(event), column(event), path.toString(), text, "has a tag", "remove it");
        }
    }

    private static InvalidInputException stop(
            Problems problems, int line, int column, String message, @Nullable String hint) {
        problems.add(line, column, null, null, message, hint);
        return problems.exception();
    }

    private int line(Event event) {
        Mark mark = event.getStartMark().orElse(null);
        int line = mark == null ? 0 : mark.getLine() + 1;
        Map.Entry<Integer, Integer> shift = shifts.floorEntry(line);
        return shift == null ? line : line + shift.getValue();
    }

    private static int column(Event event) {
        Mark mark = event.getStartMark().orElse(null);
        return mark == null ? 0 : mark.getColumn() + 1;
    }
}
