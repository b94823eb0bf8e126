package dev.gitops.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PastsTest {

    @TempDir
    Path folder;

    private ConfigRepository open(String url) {
        return ConfigRepository.open(RepositoryOptions.builder()
                .url(url)
                .cacheFolder(folder.resolve("cache"))
                .environment(Map.of())
                .build());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void findsWhatGitFindsHoweverABranchGrowsAndIsRewritten(long seed) throws Exception {
        RandomHistory history = new RandomHistory(folder.resolve("remote.git"), seed);
        history.grow(30);
        compare(history);
        history.grow(3);
        compare(history);
        history.grow(150);
        compare(history);
        history.rewind(20);
        history.grow(5);
        compare(history);
        history.rewind(3);
        history.grow(0);
        compare(history);
        for (int i = 0; i < 10; i++) {
            history.grow(2);
            compare(history, 2);
        }
    }

    @Test
    void tellsTheFilesOfManyOldCommitsAsGitListsThem() throws Exception {
        RandomHistory history = new RandomHistory(folder.resolve("remote.git"), 11);
        history.grow(120);
        List<String> commits = history.log("main", 1000, List.of());
        try (ConfigRepository repository = open(folder.resolve("remote.git").toString())) {
            repository.tip("main");
            for (String commit : commits) {
                Snapshot old = repository.at(commit);
                Map<String, String> tree = history.tree(commit);
                for (String path : tree.keySet()) {
                    assertThat(old.id(path)).as(path + " at " + commit).contains(tree.get(path));
                }
                for (int i = 0; i < 20; i++) {
                    String path = history.path();
                    assertThat(old.id(path)).as(path).isEqualTo(Optional.ofNullable(tree.get(path)));
                }
            }
        }
    }

    @Test
    void tellsWhichCommitsABranchHas() throws Exception {
        RandomHistory history = new RandomHistory(folder.resolve("remote.git"), 12);
        history.grow(80);
        List<String> before = history.log("main", 1000, List.of());
        history.rewind(10);
        history.grow(5);
        List<String> after = history.log("main", 1000, List.of());
        try (ConfigRepository repository = open(folder.resolve("remote.git").toString())) {
            Snapshot tip = repository.tip("main");
            tip.history(List.of("apps"), 1);
            for (String commit : before) {
                assertThat(tip.contains(commit)).isEqualTo(after.contains(commit));
            }
            assertThat(after).allMatch(tip::contains);
        }
    }

    @Test
    void isMadeAnewWhereItsFileIsDamaged() throws Exception {
        RandomHistory history = new RandomHistory(folder.resolve("remote.git"), 13);
        history.grow(100);
        compare(history);
        history.grow(5);
        compare(history);
        Path kept = kept();
        byte[] whole = Files.readAllBytes(kept);
        for (int at : List.of(0, 7, 30, whole.length / 2, whole.length - 3)) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x55;
            Files.write(kept, damaged);
            compare(history);
        }
        Files.write(kept, Arrays.copyOf(whole, whole.length - 11));
        compare(history);
    }

    private Path kept() throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
            return files.filter(file -> file.getParent().endsWith("past") && Files.isRegularFile(file))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    @Test
    void tellsWhatAnOldCommitAndTheTipHaveTheSame() throws Exception {
        RandomHistory history = new RandomHistory(folder.resolve("remote.git"), 15);
        history.grow(120);
        Map<String, String> now = history.tree("main");
        try (ConfigRepository repository = open(folder.resolve("remote.git").toString())) {
            Snapshot tip = repository.tip("main");
            for (String commit : history.log("main", 1000, List.of())) {
                Snapshot old = repository.at(commit);
                Map<String, String> then = history.tree(commit);
                List<String> paths = new ArrayList<>(then.keySet());
                paths.addAll(now.keySet());
                paths.add(history.path());
                for (String path : paths) {
                    boolean same = Objects.equals(now.get(path), then.get(path));
                    assertThat(tip.isSame(path, old)).as(path + " at " + commit).isEqualTo(same);
                    assertThat(old.isSame(path, tip)).as(path + " at " + commit).isEqualTo(same);
                }
            }
        }
    }

    @Test
    void tellsAFileWhoseModeAloneChangedAsTheSame() throws Exception {
        RandomHistory history = new RandomHistory(folder.resolve("remote.git"), 17);
        history.grow(10);
        String before = history.log("main", 1, List.of()).get(0);
        String work = folder.resolve("work").toString();
        RandomHistory.git("clone", "-q", folder.resolve("remote.git").toString(), work);
        RandomHistory.git("-C", work, "update-index", "--chmod=+x", "README");
        RandomHistory.git(
                "-C", work, "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "mode");
        RandomHistory.git("-C", work, "push", "-q", "origin", "HEAD:main");
        try (ConfigRepository repository = open(folder.resolve("remote.git").toString())) {
            Snapshot tip = repository.tip("main");
            assertThat(tip.history(List.of("README"), 1))
                    .extracting(CommitInfo::subject)
                    .containsExactly("mode");
            assertThat(tip.isSame("README", repository.at(before))).isTrue();
        }
    }

    @Nested
    class WithTheNewestCommitsOfManyPathsKept {

        private Path commits;
        private RandomHistory history;

        @BeforeEach
        void keep() throws Exception {
            history = new RandomHistory(folder.resolve("remote.git"), 16);
            history.grow(600);
            newest(folder.resolve("remote.git").toString());
            try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
                commits = files.filter(file -> file.endsWith("commits"))
                        .findFirst()
                        .orElseThrow();
            }
        }

        /** The newest commit of each path that there ever was, as we and Git find it. */
        private List<CommitInfo> newest(String url) throws Exception {
            Map<String, String> wanted = history.newest("main");
            Map<String, CommitInfo> found = new TreeMap<>();
            try (ConfigRepository repository = open(url)) {
                Snapshot tip = repository.tip("main");
                wanted.forEach((path, commit) ->
                        found.put(path, tip.history(List.of(path), 1).get(0)));
            }
            assertThat(wanted).hasSizeGreaterThan(64);
            found.forEach((path, commit) -> assertThat(commit.id()).as(path).isEqualTo(wanted.get(path)));
            return List.copyOf(found.values());
        }

        @Test
        void tellsTheSameOfThemAgain() throws Exception {
            Set<CommitInfo> read =
                    new HashSet<>(newest(folder.resolve("remote.git").toString()));
            Files.delete(commits);
            assertThat(newest(folder.resolve("remote.git").toString())).hasSameElementsAs(read);
            for (CommitInfo commit : read) {
                String remote = folder.resolve("remote.git").toString();
                String told = commit.author() + "|" + commit.time().getEpochSecond() + "|" + commit.subject();
                assertThat(RandomHistory.git("-C", remote, "log", "-1", "--format=%an <%ae>|%at|%s", commit.id()))
                        .containsExactly(told);
            }
        }

        @Test
        void followsABranchThatGrowsOrIsRewritten() throws Exception {
            history.grow(40);
            newest(folder.resolve("remote.git").toString());
            history.rewind(60);
            history.grow(5);
            newest(folder.resolve("remote.git").toString());
        }

        @Test
        void passesOverADamagedFile() throws Exception {
            byte[] whole = Files.readAllBytes(commits);
            for (int at : List.of(0, 5, 30, whole.length / 2, whole.length - 3)) {
                byte[] damaged = whole.clone();
                damaged[at] ^= 0x55;
                Files.write(commits, damaged);
                newest(folder.resolve("remote.git").toString());
                assertThat(Files.readAllBytes(commits)).isEqualTo(whole);
            }
            Files.write(commits, Arrays.copyOf(whole, 7));
            newest(folder.resolve("remote.git").toString());
        }
    }

    @Test
    void fetchesAsMuchOfAShallowHistoryAsItNeeds() throws Exception {
        RandomHistory history = new RandomHistory(folder.resolve("remote.git"), 14);
        history.grow(200);
        compare(history, 40, folder.resolve("remote.git").toUri().toString());
        history.grow(10);
        compare(history, 40, folder.resolve("remote.git").toUri().toString());
    }

    private void compare(RandomHistory history) throws Exception {
        compare(history, 15);
    }

    private void compare(RandomHistory history, int times) throws Exception {
        compare(history, times, folder.resolve("remote.git").toString());
    }

    private void compare(RandomHistory history, int times, String url) throws Exception {
        try (ConfigRepository repository = open(url)) {
            for (int i = 0; i < times; i++) {
                Snapshot tip = repository.tip("main");
                List<String> paths = new ArrayList<>(List.of(history.path()));
                if (i % 3 == 0) {
                    paths.add(history.path());
                }
                int limit = i % 2 == 0 ? 1 : 1 + i;
                assertThat(tip.history(paths, limit))
                        .as(paths.toString())
                        .extracting(CommitInfo::id)
                        .isEqualTo(history.log("main", limit, paths));
            }
        }
    }
}
