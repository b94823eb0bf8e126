package dev.gitops.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.repository.Snapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits by the first digits of their ids, in a history with merges, beside the commits that {@code git log} lists. */
class AbbreviatedCommitTest {

    @TempDir
    Path folder;

    private RandomHistory history;

    @BeforeEach
    void history() throws Exception {
        history = new RandomHistory(folder.resolve("remote.git"), 21);
        history.grow(200);
    }

    private ConfigRepository open(String url) {
        return ConfigRepository.open(RepositoryOptions.builder()
                .url(url)
                .cacheFolder(folder.resolve("cache"))
                .environment(Map.of())
                .build());
    }

    private static List<String> beginning(List<String> all, String digits) {
        return all.stream().filter(id -> id.startsWith(digits)).toList();
    }

    @Test
    void areAllThatBeginSoAndNoOtherObjects() throws Exception {
        List<String> all = history.log("main", 10_000, List.of());
        try (ConfigRepository repository = open(folder.resolve("remote.git").toString())) {
            Snapshot tip = repository.tip("main");
            for (String id : all) {
                for (int digits : List.of(2, 4, 7, 12, 39)) {
                    assertThat(tip.commitsBeginning(id.substring(0, digits)))
                            .containsExactlyInAnyOrderElementsOf(beginning(all, id.substring(0, digits)));
                }
            }
            for (Map.Entry<String, String> file : history.tree("main").entrySet()) {
                String digits = file.getValue().substring(0, 7);
                assertThat(tip.commitsBeginning(digits)).isEqualTo(beginning(all, digits));
            }
        }
    }

    @Test
    void doNotIncludeWhatTheBranchHasNoMore() throws Exception {
        String gone = history.log("main", 1, List.of()).get(0);
        history.rewind(10);
        history.grow(2);
        try (ConfigRepository repository = open(folder.resolve("remote.git").toString())) {
            assertThat(repository.tip("main").commitsBeginning(gone.substring(0, 10)))
                    .isEmpty();
            assertThat(repository.at(gone).commitsBeginning(gone.substring(0, 10)))
                    .containsExactly(gone);
        }
    }

    @Test
    void areFoundWhereNothingButTheTipWasFetched() throws Exception {
        List<String> all = history.log("main", 10_000, List.of());
        String oldest = all.get(all.size() - 1);
        try (ConfigRepository repository =
                open(folder.resolve("remote.git").toUri().toString())) {
            Snapshot tip = repository.tip("main");
            assertThat(tip.commitsBeginning(all.get(0).substring(0, 12))).containsExactly(all.get(0));
            assertThat(tip.commitsBeginning(oldest.substring(0, 7))).containsExactly(oldest);
            assertThat(tip.commitsBeginning(all.get(0).substring(0, 2)))
                    .containsExactlyInAnyOrderElementsOf(
                            beginning(all, all.get(0).substring(0, 2)));
        }
    }
}
