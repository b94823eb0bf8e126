package dev.gitops.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.repository.Intent;
import dev.gitops.spi.FileEdit;
import dev.gitops.testkit.BareRepository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectInserter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Edits at random, in small and large folders; the real {@code git} reads the trees and finds nothing wrong with them. */
class TreeWriterTest {

    /** Git sorts some of them otherwise as a folder than as a file. */
    private static final List<String> NAMES = List.of("a", "a-b", "a.b", "a0", "ab", "b", "\u00fc", "A");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void writesTreesThatGitReads(long seed) throws Exception {
        Random random = new Random(seed);
        Path remote = folder.resolve("remote.git");
        BareRepository.at(remote);
        Map<String, String> files = new TreeMap<>();
        try (ConfigRepository repository = ConfigRepository.open(
                Writer.options(remote.toString(), folder.resolve("cache")).build())) {
            for (int round = 0; round < 25; round++) {
                List<FileEdit> edits = edits(random, files);
                repository.commitOrStart("main", tip -> new Intent.Commit<>(edits, Writer.message("edit")));
                assertThat(listed(remote)).isEqualTo(files);
            }
        }
        assertThat(RandomHistory.git("-C", remote.toString(), "fsck", "--strict", "--no-dangling"))
                .isEmpty();
    }

    /** Some files that are written, changed or taken away; never one in the place of a folder, and the first stays. */
    private static List<FileEdit> edits(Random random, Map<String, String> files) {
        Map<String, FileEdit> edits = new TreeMap<>();
        for (int i = random.nextInt(30); i >= 0; i--) {
            String path = files.isEmpty() ? "README" : path(random);
            boolean inTheWay = Stream.concat(files.keySet().stream(), edits.keySet().stream())
                    .anyMatch(other -> other.startsWith(path + "/") || path.startsWith(other + "/"));
            if (inTheWay || edits.containsKey(path)) {
                continue;
            }
            if (files.containsKey(path) && random.nextInt(3) == 0 && !path.equals("README")) {
                files.remove(path);
                edits.put(path, new FileEdit(path, null));
            } else {
                String content = Integer.toString(random.nextInt());
                files.put(path, id(content));
                edits.put(path, new FileEdit(path, content.getBytes(UTF_8)));
            }
        }
        return new ArrayList<>(edits.values());
    }

    private static String path(Random random) {
        StringBuilder path = new StringBuilder(NAMES.get(random.nextInt(NAMES.size())));
        for (int deeper = random.nextInt(3); deeper > 0; deeper--) {
            path.append('/').append(NAMES.get(random.nextInt(NAMES.size()))).append(random.nextInt(4));
        }
        return path.toString();
    }

    /** The ids of the files on main, by path, as git lists them. */
    private static Map<String, String> listed(Path remote) throws Exception {
        Map<String, String> ids = new TreeMap<>();
        for (String line :
                RandomHistory.git("-C", remote.toString(), "-c", "core.quotePath=false", "ls-tree", "-r", "main")) {
            ids.put(
                    line.substring(line.indexOf('\t') + 1),
                    line.substring(line.indexOf("blob ") + 5, line.indexOf('\t')));
        }
        return ids;
    }

    private static String id(String content) {
        try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
            return formatter.idFor(Constants.OBJ_BLOB, content.getBytes(UTF_8)).name();
        }
    }
}
