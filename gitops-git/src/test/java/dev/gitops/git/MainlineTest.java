package dev.gitops.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.Snapshot;
import dev.gitops.repository.Snapshot.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.MergeCommand.FastForwardMode;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The states that a branch itself has had, on a history with a merged branch of two commits. */
class MainlineTest {

    private static final PersonIdent CAROL = new PersonIdent("carol", "carol@example.com");

    @TempDir
    Path folder;

    private Git git;
    private ConfigRepository repository;
    private String root;
    private String first;
    private String second;
    private String direct;
    private String merge;

    @BeforeEach
    void history() throws Exception {
        git = Git.init()
                .setInitialBranch("main")
                .setDirectory(folder.resolve("work").toFile())
                .call();
        root = commit("app/a", "1");
        git.checkout().setCreateBranch(true).setName("feature").call();
        first = commit("app/a", "evil");
        second = commit("app/a", "2");
        git.checkout().setName("main").call();
        direct = commit("other", "1");
        git.merge()
                .include(git.getRepository().resolve("feature"))
                .setFastForward(FastForwardMode.NO_FF)
                .setMessage("Merge feature")
                .call();
        merge = git.getRepository().resolve("HEAD").name();
        repository = ConfigRepository.open(RepositoryOptions.builder()
                .url(folder.resolve("work/.git").toString())
                .cacheFolder(folder.resolve("cache"))
                .environment(Map.of())
                .build());
    }

    @AfterEach
    void close() {
        repository.close();
        git.close();
    }

    private String commit(String path, String content) throws Exception {
        Path file = folder.resolve("work").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        git.add().addFilepattern(".").call();
        return git.commit()
                .setMessage("Write " + content + " into " + path)
                .setAuthor(CAROL)
                .setCommitter(CAROL)
                .setSign(false)
                .call()
                .name();
    }

    private Snapshot main() {
        return repository.tip("main");
    }

    private static List<String> ids(List<Step> steps) {
        return steps.stream().map(step -> step.commit().id()).toList();
    }

    @Test
    void aMergeIsOneStepHoweverManyCommitsItBrought() {
        assertThat(ids(main().steps(List.of("app"), ""))).containsExactly(merge, root);
        assertThat(ids(main().steps(List.of("app", "other"), ""))).containsExactly(merge, direct, root);
        assertThat(main().steps(List.of("app"), "").get(0).changed()).containsExactly("app/a");
    }

    @Test
    void stepsEndBeforeWhatAnotherCommitHas() {
        assertThat(ids(main().steps(List.of("app"), root))).containsExactly(merge);
        assertThat(ids(main().steps(List.of("app", "other"), direct))).containsExactly(merge);
        assertThat(ids(main().steps(List.of("app"), merge))).isEmpty();
        assertThat(ids(main().steps(List.of("app", "other"), second))).containsExactly(merge, direct);
    }

    @Test
    void whatAMergeBroughtIsNoStateOfTheBranch() {
        assertThat(main().onMainline(merge)).isTrue();
        assertThat(main().onMainline(root)).isTrue();
        assertThat(main().onMainline(first)).isFalse();
        assertThat(main().contains(first)).isTrue();
    }

    @Test
    void aStepTellsTheCommitsThatItBrought() {
        assertThat(main().broughtBy(merge)).extracting(CommitInfo::id).containsExactlyInAnyOrder(merge, first, second);
        assertThat(main().broughtBy(direct)).extracting(CommitInfo::id).containsExactly(direct);
    }

    @Test
    void whatOneCommitHasBeyondAnotherIsToldOfBranchesToo() {
        assertThat(repository.at(second).beyond(direct))
                .extracting(CommitInfo::id)
                .containsExactly(second, first);
        assertThat(main().beyond(main().commit())).isEmpty();
        assertThat(main().beyond(second)).extracting(CommitInfo::id).containsExactlyInAnyOrder(merge, direct);
    }

    @Test
    void twoSidesPartAtTheNewestCommitOfBoth() {
        assertThat(repository.at(direct).mergeBase(second)).contains(root);
    }

    @Test
    void filesAreFoundByNameInWhateverFolder() {
        assertThat(main().filesNamed(Pattern.compile("."))).containsExactly("app/a");
    }

    @Test
    void aMergeThatNobodyTookPartInIsTold() {
        assertThat(ThreeWay.gives("app/a", repository.at(root), repository.at(direct), repository.at(second), main()))
                .isTrue();
        assertThat(ThreeWay.gives(
                        "app/a",
                        repository.at(root),
                        repository.at(direct),
                        repository.at(second),
                        repository.at(first)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void stepsAreThoseThatGitFinds(long seed) throws Exception {
        RandomHistory history = new RandomHistory(folder.resolve("remote.git"), seed);
        for (int commits : List.of(40, 3, 150)) {
            history.grow(commits);
            compare(history, folder.resolve("remote.git").toString());
        }
        history.rewind(20);
        history.grow(5);
        compare(history, folder.resolve("remote.git").toString());
    }

    @Test
    void stepsAreThoseThatGitFindsWhereOnlyTheNewestCommitsWereFetched() throws Exception {
        RandomHistory history = new RandomHistory(folder.resolve("remote.git"), 5);
        history.grow(300);
        compare(history, folder.resolve("remote.git").toUri().toString());
    }

    private void compare(RandomHistory history, String url) throws Exception {
        try (ConfigRepository random = ConfigRepository.open(RepositoryOptions.builder()
                .url(url)
                .cacheFolder(folder.resolve("cache"))
                .environment(Map.of())
                .build())) {
            for (int i = 0; i < 15; i++) {
                Snapshot tip = random.tip("main");
                List<String> paths = i % 3 == 0 ? List.of(history.path(), history.path()) : List.of(history.path());
                String since = i % 5 == 4 ? "" : history.any();
                assertThat(tip.steps(paths, since))
                        .as(paths + " since " + since)
                        .extracting(step -> Map.entry(step.commit().id(), step.changed()))
                        .isEqualTo(history.steps(since, paths));
                String other = history.any();
                assertThat(tip.onMainline(other))
                        .as(other)
                        .isEqualTo(history.line("").contains(other));
            }
        }
    }
}
