package dev.gitops.engine.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.spi.Closure;
import dev.gitops.spi.SourceTree;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {

    /** Files in memory, with ids as Git's: equal exactly where all at and below a path is equal. */
    private record MemoryTree(TreeMap<String, String> files) implements SourceTree {

        @Override
        public String commit() {
            return "";
        }

        private TreeMap<String, String> below(String path) {
            TreeMap<String, String> below = new TreeMap<>();
            files.forEach((file, content) -> {
                if (path.isEmpty() || file.startsWith(path + "/")) {
                    below.put(path.isEmpty() ? file : file.substring(path.length() + 1), content);
                }
            });
            return below;
        }

        @Override
        public Optional<Type> type(String path) {
            if (files.containsKey(path)) {
                return Optional.of(Type.FILE);
            }
            return path.isEmpty() || !below(path).isEmpty() ? Optional.of(Type.DIRECTORY) : Optional.empty();
        }

        @Override
        public Optional<byte[]> read(String path) {
            return Optional.ofNullable(files.get(path)).map(text -> text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public List<Entry> list(String path) {
            List<Entry> entries = new ArrayList<>();
            below(path).keySet().stream()
                    .map(file -> file.split("/", 2)[0])
                    .distinct()
                    .forEach(name -> entries.add(new Entry(
                            name,
                            type(path.isEmpty() ? name : path + "/" + name).orElseThrow())));
            return entries;
        }

        @Override
        public Optional<String> id(String path) {
            return type(path)
                    .map(type -> digest(type
                            + (type == Type.FILE ? files.get(path) : below(path).toString())));
        }

        private static String digest(String text) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
                return String.format("%040x", new BigInteger(1, hash));
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    private static String path(Random random) {
        StringBuilder path = new StringBuilder("apps");
        for (int deeper = random.nextInt(4); deeper >= 0; deeper--) {
            path.append('/').append(List.of("a", "b", "a-b", "c.yaml").get(random.nextInt(4)));
        }
        return path.toString();
    }

    private static void change(TreeMap<String, String> files, Random random) {
        String path = path(random);
        files.keySet().removeIf(other -> other.startsWith(path + "/") || path.startsWith(other + "/"));
        if (random.nextInt(3) == 0) {
            files.remove(path);
        } else {
            files.put(path, Integer.toString(random.nextInt(4)));
        }
    }

    /** Asks what it asks as a function of what it was answered, as a renderer does. */
    private static String read(SourceTree tree, long seed) {
        Random random = new Random(seed);
        StringBuilder answers = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            String path = path(random);
            Optional<SourceTree.Type> type = tree.type(path);
            answers.append(path).append(type);
            if (type.filter(SourceTree.Type.FILE::equals).isPresent()) {
                answers.append(new String(tree.read(path).orElseThrow(), StandardCharsets.UTF_8));
            } else if (type.isPresent() && random.nextBoolean()) {
                answers.append(tree.list(path));
            }
        }
        return answers.toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void neverHoldsWhereAnotherAnswerWouldBeGiven(long seed) {
        Random random = new Random(seed);
        int held = 0;
        int differed = 0;
        for (int round = 0; round < 400; round++) {
            TreeMap<String, String> files = new TreeMap<>();
            for (int i = 0; i < 12; i++) {
                change(files, random);
            }
            MemoryTree before = new MemoryTree(new TreeMap<>(files));
            for (int i = random.nextInt(4); i > 0; i--) {
                change(files, random);
            }
            MemoryTree after = new MemoryTree(files);
            TracedTree traced = new TracedTree(before);
            String answers = read(traced, round);
            Trace trace = traced.trace().orElseThrow();
            assertThat(trace.holdsIn(before)).isTrue();
            boolean holds = trace.holdsIn(after);
            assertThat(trace.holdsAsIn(before, after)).as("round %d", round).isEqualTo(holds);
            boolean same = answers.equals(read(after, round));
            assertThat(!holds || same).as("round %d", round).isTrue();
            held += holds ? 1 : 0;
            differed += same ? 0 : 1;
        }
        assertThat(held).isGreaterThan(50);
        assertThat(differed).isGreaterThan(50);
    }

    /** The paths that decided what was read: those that were asked for, and a folder of files that were not. */
    private static Closure closure(SourceTree tree, long seed) {
        Random random = new Random(seed);
        Set<String> shared = new TreeSet<>();
        for (int i = 0; i < 4; i++) {
            String path = path(random);
            shared.add(path);
            if (tree.type(path).filter(SourceTree.Type.FILE::equals).isEmpty()) {
                tree.list(path).forEach(entry -> shared.add(path + "/" + entry.name()));
            }
        }
        return new Closure(Set.of("apps/a/b"), shared);
    }

    private static String key(SourceTree tree, long seed) {
        StringBuilder key = new StringBuilder();
        closure(tree, seed).all().forEach(path -> key.append(path).append(tree.id(path)));
        return key.toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void tellsTheSameStateAsTheFilesOfBothDo(long seed) {
        Random random = new Random(seed);
        int same = 0;
        int differed = 0;
        for (int round = 0; round < 400; round++) {
            TreeMap<String, String> files = new TreeMap<>();
            for (int i = 0; i < 12; i++) {
                change(files, random);
            }
            MemoryTree before = new MemoryTree(new TreeMap<>(files));
            for (int i = random.nextInt(3); i > 0; i--) {
                change(files, random);
            }
            MemoryTree after = new MemoryTree(files);
            TracedTree traced = new TracedTree(before);
            Reading reading = new Reading(closure(traced, round), List.of(), traced.trace());
            Optional<Boolean> told = reading.isSame(before, after);
            boolean equal = key(before, round).equals(key(after, round));
            assertThat(told.orElse(equal)).as("round %d", round).isEqualTo(equal);
            same += told.filter(Boolean::booleanValue).isPresent() ? 1 : 0;
            differed += told.filter(answer -> !answer).isPresent() ? 1 : 0;
        }
        assertThat(same).isGreaterThan(50);
        assertThat(differed).isGreaterThan(50);
    }

    @Test
    void isNotMadeOfWhatDependsOnTheCommitItself() {
        TracedTree traced = new TracedTree(new MemoryTree(new TreeMap<>()));
        traced.commit();
        assertThat(traced.trace()).isEmpty();
    }
}
