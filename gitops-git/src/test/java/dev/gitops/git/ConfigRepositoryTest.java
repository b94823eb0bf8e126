package dev.gitops.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.CommitInfo.Trailer;
import dev.gitops.repository.CommitMessage;
import dev.gitops.repository.Intent;
import dev.gitops.repository.PushResult;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.FileEdit;
import dev.gitops.testkit.BareRepository;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigRepositoryTest {

    @TempDir
    Path folder;

    private ConfigRepository repository;

    @BeforeEach
    void open() throws Exception {
        BareRepository.at(folder.resolve("remote.git"));
        repository = ConfigRepository.open(RepositoryOptions.builder()
                .url(folder.resolve("remote.git").toString())
                .cacheFolder(folder.resolve("cache"))
                .environment(Map.of())
                .build());
    }

    @AfterEach
    void close() {
        repository.close();
    }

    static <T> Intent<T> write(String path, String content) {
        return tip ->
                new Intent.Commit<>(List.of(new FileEdit(path, content.getBytes(UTF_8))), message("write " + path));
    }

    static CommitMessage message(String subject) {
        return new CommitMessage(
                "Alice <alice@example.com>",
                Instant.parse("2026-11-22T10:00:00Z"),
                subject,
                "",
                List.of(new Trailer("GitOps-App", "shop")));
    }

    private static String text(Snapshot snapshot, String path) {
        return new String(snapshot.read(path).orElseThrow(), UTF_8);
    }

    @Test
    void startsABranchAndCommitsOnIt() {
        PushResult<String> first = repository.commitOrStart("main", write("apps/shop/dev.yaml", "a: 1\n"));
        PushResult<String> second = repository.commit("main", write("apps/shop/staging.yaml", "a: 2\n"));

        assertThat(first).isInstanceOf(PushResult.Pushed.class);
        assertThat(second).isInstanceOf(PushResult.Pushed.class);
        Snapshot tip = repository.tip("main");
        assertThat(text(tip, "apps/shop/dev.yaml")).isEqualTo("a: 1\n");
        assertThat(text(tip, "apps/shop/staging.yaml")).isEqualTo("a: 2\n");
        assertThat(tip.history(List.of("apps/shop/dev.yaml"), 10)).hasSize(1);
        List<CommitInfo> all = tip.history(List.of(), 10);
        assertThat(all).hasSize(2);
        assertThat(all.get(0).trailer("gitops-app")).contains("shop");
        assertThat(tip.contains(all.get(1).id())).isTrue();
        assertThat(repository.changedPaths(all.get(1).id(), all.get(0).id())).containsExactly("apps/shop/staging.yaml");
    }

    @Test
    void refusesAMissingBranch() {
        assertThatThrownBy(() -> repository.tip("main")).isInstanceOf(GitException.MissingBranch.class);
        assertThat(repository.find("main")).isEmpty();
    }

    @Test
    void saysThatNothingChanged() {
        repository.commitOrStart("main", write("a", "1"));
        assertThat(repository.commit("main", write("a", "1"))).isInstanceOf(PushResult.Unchanged.class);
    }

    @Test
    void proposesAndReplacesAndDeletesAChangeBranch() {
        repository.commitOrStart("main", write("a", "1"));
        repository.propose("gitops/change/shop/dev", "main", write("a", "2"));
        repository.propose("gitops/change/shop/dev", "main", write("a", "3"));

        assertThat(text(repository.tip("gitops/change/shop/dev"), "a")).isEqualTo("3");
        assertThat(repository.tip("gitops/change/shop/dev").history(List.of(), 9))
                .hasSize(2);
        String seen = repository.branches("gitops/change/").get("gitops/change/shop/dev");
        assertThat(repository.delete("gitops/change/shop/dev", seen)).isTrue();
        assertThat(repository.branches("")).containsOnlyKeys("main");
    }

    @Test
    void appendsRecords() {
        var records = repository.records("gitops/audit");
        assertThat(records.tip().list("")).isEmpty();
        records.append("record 1", List.of(new FileEdit("2026/a.json", "{}".getBytes(UTF_8))));
        records.append("record 2", List.of(new FileEdit("2026/b.json", "{}".getBytes(UTF_8))));

        assertThat(records.log())
                .hasSize(2)
                .allMatch(entry ->
                        entry.changes().size() == 1 && entry.changes().get(0).added());
        assertThat(records.tip().list("2026")).hasSize(2);
    }
}
