package dev.gitops.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Thousands of seeded edits of real files. The parser's own loader, which the editor does not use, says what is in a file before and after: the same edit on plain
 * Java data must give the same data, and no more lines may differ than were asked for.
 */
class YamlMutationTest {

    private static final int ROUNDS = 80;
    private static final int MOST_REFUSED_PER_MILLE = 10;

    @Test
    void everyEditChangesWhatItWasAskedToAndNothingElse() throws Exception {
        int edits = 0;
        int refused = 0;
        for (Path file : corpus()) {
            for (int round = 0; round < ROUNDS; round++) {
                long seed = 31L * file.getFileName().toString().hashCode() + round;
                Random random = new Random(seed);
                String content = variant(Files.readString(file), random);
                if (mutate(file.getFileName() + " seed " + seed, content, random)) {
                    edits++;
                } else {
                    refused++;
                }
            }
        }
        assertThat(edits).isGreaterThan(4000);
        assertThat(refused * 1000 / edits).as("refused edits").isLessThanOrEqualTo(MOST_REFUSED_PER_MILLE);
    }

    @Test
    void everyEditOfFlowStyleToo() throws Exception {
        int edits = 0;
        int refused = 0;
        for (Path file : corpus()) {
            for (int round = 0; round < ROUNDS / 2; round++) {
                long seed = 37L * file.getFileName().toString().hashCode() + round;
                Random random = new Random(seed);
                String content = FlowText.of(load(Files.readString(file)), random);
                if (mutate(file.getFileName() + " in flow style, seed " + seed, content, random)) {
                    edits++;
                } else {
                    refused++;
                }
            }
        }
        assertThat(edits).isGreaterThan(2000);
        assertThat(refused).as("refused edits").isZero();
    }

    /** Whether the edit was made; else it was refused. */
    static boolean mutate(String name, String content, Random random) {
        YamlFile file = YamlFile.of("file.yaml", content);
        Object before = load(content);
        if (!(before instanceof Map<?, ?>)) {
            return true;
        }
        Mutation mutation = Mutation.none(random, file, before);
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            mutation = mutation.next();
        }
        String what = name + ": " + mutation;
        String after;
        try {
            after = mutation.edit().apply().text();
        } catch (YamlEditException e) {
            assertThat(e.problem().line()).as(what).isPositive();
            return false;
        }
        assertThat(normal(load(after)))
                .as(what + "\n" + content + "\n=>\n" + after)
                .isEqualTo(normal(mutation.data()));
        assertThat(after.startsWith("\uFEFF")).as(what).isEqualTo(content.startsWith("\uFEFF"));
        if (!what.contains("remove")) { // a blank line before the last, removed one now ends the file
            assertThat(endsLine(after)).as(what).isEqualTo(endsLine(content));
        }
        assertLines(what, content, after, mutation);
        return true;
    }

    private static void assertLines(String what, String before, String after, Mutation mutation) {
        List<String> gone = lines(before);
        List<String> fresh = lines(after);
        List<String> common = commonLines(gone, fresh);
        String report = what + "\n" + before + "\n=>\n" + after;
        if (mutation.linesRemoved() >= 0) {
            assertThat(gone.size() - common.size())
                    .as("lines gone: " + report)
                    .isLessThanOrEqualTo(mutation.linesRemoved());
            assertThat(fresh.size() - common.size())
                    .as("lines new: " + report)
                    .isLessThanOrEqualTo(mutation.linesAdded());
        }
    }

    /** A longest common subsequence. */
    private static List<String> commonLines(List<String> one, List<String> other) {
        int[][] length = new int[one.size() + 1][other.size() + 1];
        for (int i = one.size() - 1; i >= 0; i--) {
            for (int j = other.size() - 1; j >= 0; j--) {
                length[i][j] = one.get(i).equals(other.get(j))
                        ? length[i + 1][j + 1] + 1
                        : Math.max(length[i + 1][j], length[i][j + 1]);
            }
        }
        List<String> common = new ArrayList<>();
        for (int i = 0, j = 0; i < one.size() && j < other.size(); ) {
            if (one.get(i).equals(other.get(j))) {
                common.add(one.get(i));
                i++;
                j++;
            } else if (length[i + 1][j] >= length[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
        return common;
    }

    private static List<String> lines(String text) {
        return List.of((endsLine(text) ? text : text + "\n").split("(?<=\n)"));
    }

    private static boolean endsLine(String text) {
        return text.endsWith("\n") || text.endsWith("\r");
    }

    /** The file as it is, or with Windows line ends, mixed line ends, a byte order mark, or without its last line break. */
    private static String variant(String content, Random random) {
        String result = content;
        switch (random.nextInt(8)) {
            case 0 -> result = content.replace("\n", "\r\n");
            case 1 -> result = content.replaceFirst("\n", "\r\n");
            case 2 -> result = "\uFEFF" + content;
            case 3 -> result = content.stripTrailing();
            case 4 -> result = content.stripTrailing() + "\n# the end\n\n";
            default -> {}
        }
        return result;
    }

    static @Nullable Object load(String content) {
        LoadSettings settings =
                LoadSettings.builder().setSchema(new CoreSchema()).build();
        Object first = null;
        try {
            for (Object document : new Load(settings).loadAllFromString(content)) {
                return document;
            }
        } catch (YamlEngineException e) {
            throw new AssertionError("no YAML any more:\n" + content, e);
        }
        return first;
    }

    /** Numbers compare by value. */
    private static @Nullable Object normal(@Nullable Object data) {
        if (data instanceof Map<?, ?> map) {
            Map<Object, Object> entries = new HashMap<>();
            map.forEach((key, value) -> entries.put(key, Objects.requireNonNullElse(normal(value), "<null>")));
            return entries;
        }
        if (data instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(Objects.requireNonNullElse(normal(item), "<null>")));
            return items;
        }
        if (data instanceof Number number) {
            return "<number " + number.doubleValue() + ">";
        }
        return data == null ? "<null>" : data;
    }

    static List<Path> corpus() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(YamlMutationTest.class.getResource("corpus"))
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
