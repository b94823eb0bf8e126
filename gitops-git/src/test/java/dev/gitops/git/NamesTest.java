package dev.gitops.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.repository.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where files of some names are, beside what {@code git ls-tree} lists. */
class NamesTest {

    private static final Pattern WANTED = Pattern.compile("a|x|.*-b");

    @TempDir
    Path folder;

    private ConfigRepository open() {
        return ConfigRepository.open(RepositoryOptions.builder()
                .url(folder.resolve("remote.git").toString())
                .cacheFolder(folder.resolve("cache"))
                .environment(Map.of())
                .build());
    }

    private List<String> listed(RandomHistory history, String commit) throws Exception {
        return RandomHistory.git("-C", folder.resolve("remote.git").toString(), "ls-tree", "-r", "--name-only", commit)
                .stream()
                .filter(path -> WANTED.matcher(path.substring(path.lastIndexOf('/') + 1))
                        .matches())
                .sorted()
                .toList();
    }

    private void compare(RandomHistory history) throws Exception {
        try (ConfigRepository repository = open()) {
            assertThat(repository.tip("main").filesNamed(WANTED)).isEqualTo(listed(history, "main"));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void areFoundHoweverABranchGrowsAndIsRewritten(long seed) throws Exception {
        RandomHistory history = new RandomHistory(folder.resolve("remote.git"), seed);
        for (int i = 0; i < 12; i++) {
            history.grow(1 + 3 * i);
            compare(history);
        }
        history.rewind(40);
        history.grow(2);
        compare(history);
    }

    @Test
    void areFoundInOldCommitsToo() throws Exception {
        RandomHistory history = new RandomHistory(folder.resolve("remote.git"), 5);
        history.grow(60);
        try (ConfigRepository repository = open()) {
            Snapshot tip = repository.tip("main");
            for (String commit : history.log("main", 1000, List.of())) {
                assertThat(repository.at(commit).filesNamed(WANTED)).isEqualTo(listed(history, commit));
            }
            assertThat(tip.filesNamed(WANTED)).isEqualTo(listed(history, "main"));
        }
    }

    @Test
    void areLookedForAnewWhereWhatWasKeptIsDamagedOrAboutATreeThatIsGone() throws Exception {
        RandomHistory history = new RandomHistory(folder.resolve("remote.git"), 6);
        history.grow(40);
        compare(history);
        Path kept = kept();
        byte[] whole = Files.readAllBytes(kept);
        for (int at : List.of(0, 6, 20, whole.length / 2, whole.length - 1)) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x55;
            Files.write(kept, damaged);
            compare(history);
        }
        for (int length : List.of(0, 3, 11, whole.length - 5)) {
            Files.write(kept, Arrays.copyOf(whole, length));
            compare(history);
        }
        history.rewind(30);
        history.grow(3);
        RandomHistory.git("-C", folder.resolve("remote.git").toString(), "update-ref", "-d", "refs/heads/wip");
        RandomHistory.git("-C", folder.resolve("remote.git").toString(), "gc", "-q", "--prune=now");
        compare(history);
    }

    @Test
    void areThoseOfTheNamesThatAreAskedFor() throws Exception {
        RandomHistory history = new RandomHistory(folder.resolve("remote.git"), 7);
        history.grow(40);
        compare(history);
        byte[] ofTheOne = Files.readAllBytes(kept());
        try (ConfigRepository repository = open()) {
            assertThat(repository.tip("main").filesNamed(Pattern.compile("readme", Pattern.CASE_INSENSITIVE)))
                    .containsExactly("README");
            assertThat(repository.tip("main").filesNamed(Pattern.compile("readme")))
                    .isEmpty();
        }
        try (Stream<Path> files = Files.list(kept().getParent())) {
            for (Path file : files.toList()) {
                Files.write(file, ofTheOne);
            }
        }
        try (ConfigRepository repository = open()) {
            assertThat(repository.tip("main").filesNamed(Pattern.compile("README")))
                    .containsExactly("README");
        }
    }

    private Path kept() throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
            return files.filter(file -> file.getParent().endsWith("names"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
