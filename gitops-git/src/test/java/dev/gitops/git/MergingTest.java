package dev.gitops.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Merges in memory, beside those of Git itself. */
class MergingTest {

    private static final String LINES = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";

    @TempDir
    private Path folder;

    private Path work;
    private String base;

    @BeforeEach
    void makeRepository() throws Exception {
        work = Files.createDirectory(folder.resolve("work"));
        git("init", "-q", "-b", "main");
        write("lines", LINES);
        write("deep/er/a", "a\n");
        write("deep/er/b", "b\n");
        write("deep/c", "c\n");
        write("deep.txt", "sorts before deep/\n");
        write("gone/soon", "x\n");
        base = commit("base");
        git("branch", "change");
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(work.resolve(path).getParent());
        Files.writeString(work.resolve(path), text);
    }

    private String git(String... words) throws Exception {
        String[] command = new String[words.length + 5];
        System.arraycopy(new String[] {"git", "-c", "user.name=a", "-c", "user.email=a@example.com"}, 0, command, 0, 5);
        System.arraycopy(words, 0, command, 5, words.length);
        Process process = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.strip();
    }

    private String commit(String subject) throws Exception {
        git("add", "-A");
        git("commit", "-q", "--allow-empty", "-m", subject);
        return git("rev-parse", "HEAD");
    }

    private ConfigRepository repository() {
        return ConfigRepository.open(RepositoryOptions.builder()
                .url(work.toString())
                .cacheFolder(folder.resolve("cache"))
                .build());
    }

    private Map<String, String> filesOf(String commit) throws Exception {
        Map<String, String> files = new TreeMap<>();
        for (String line : git("ls-tree", "-r", "-t", commit).lines().toList()) {
            files.put(line.substring(line.indexOf('\t') + 1), line.substring(0, line.indexOf('\t')));
        }
        return files;
    }

    private Merging merging() throws Exception {
        String target = git("rev-parse", "main");
        String head = git("rev-parse", "change");
        try (ConfigRepository repository = repository()) {
            Merging merging = repository.merging(target, head, base);
            merging.result().ifPresent(files -> {
                assertThat(repository.at(files.commit()).id("lines")).isEqualTo(files.id("lines"));
                assertThat(files.contains(head)).isTrue();
                assertThat(files.contains(target)).isTrue();
            });
            assertThat(repository.merging(target, head, base).result().map(files -> files.commit()))
                    .isEqualTo(merging.result().map(files -> files.commit()));
            return merging;
        }
    }

    /** The merge that Git itself makes has the same tree. */
    private void isAsGitMerges() throws Exception {
        Merging merging = merging();
        git("checkout", "-q", "main");
        git("merge", "-q", "--no-ff", "-m", "merged", "change");
        assertThat(merging.conflicts()).isEmpty();
        var files = merging.result().orElseThrow();
        filesOf("HEAD")
                .forEach((path, entry) ->
                        assertThat(files.id(path)).as(path).contains(entry.substring(entry.lastIndexOf(' ') + 1)));
        assertThat(files.id("")).contains(git("rev-parse", "HEAD^{tree}"));
    }

    @Test
    void takesWhatEitherSideChanged() throws Exception {
        git("checkout", "-q", "change");
        write("lines", LINES.replace("2\n", "two\n"));
        write("deep/er/a", "A\n");
        write("new/here", "n\n");
        Files.delete(work.resolve("gone/soon"));
        commit("change");
        git("checkout", "-q", "main");
        write("lines", LINES.replace("8\n", "eight\n"));
        write("deep/er/b", "B\n");
        write("deep/c", "C\n");
        Files.delete(work.resolve("deep.txt"));
        write("new/there", "t\n");
        commit("main");
        isAsGitMerges();
    }

    @Test
    void mergesModesAndContentsByThemselves() throws Exception {
        git("checkout", "-q", "change");
        assertThat(work.resolve("lines").toFile().setExecutable(true)).isTrue();
        commit("change");
        git("checkout", "-q", "main");
        write("lines", LINES + "10\n");
        commit("main");
        isAsGitMerges();
    }

    @Test
    void takesTheSameChangeOnce() throws Exception {
        git("checkout", "-q", "change");
        write("deep/er/a", "A\n");
        commit("change");
        git("checkout", "-q", "main");
        write("deep/er/a", "A\n");
        write("deep/er/z", "z\n");
        commit("main");
        isAsGitMerges();
    }

    @Test
    void namesWhatOnlyAPersonCanMerge() throws Exception {
        git("checkout", "-q", "change");
        write("lines", LINES.replace("5\n", "five\n"));
        write("added", "here\n");
        Files.delete(work.resolve("deep/er/a"));
        Files.delete(work.resolve("gone/soon"));
        Files.delete(work.resolve("gone"));
        write("gone", "is a file now\n");
        commit("change");
        git("checkout", "-q", "main");
        write("lines", LINES.replace("5\n", "fünf\n"));
        write("added", "there\n");
        write("deep/er/a", "A\n");
        write("gone/soon", "y\n");
        commit("main");
        Merging merging = merging();
        assertThat(merging.result()).isEmpty();
        assertThat(merging.conflicts()).isEqualTo(Set.of("added", "deep/er/a", "gone", "lines"));
    }
}
