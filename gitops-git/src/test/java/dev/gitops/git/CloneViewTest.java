package dev.gitops.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloneViewTest {

    @TempDir
    private Path folder;

    @Test
    void isToldOfByTheCloneThatPeopleCanChange() throws Exception {
        Path clone = folder.resolve("work");
        Git.init().setDirectory(clone.toFile()).call().close();

        Path view = CloneView.of(clone.resolve(".git"), folder.resolve("cache"));

        assertThat(CloneView.inWords(view.toString())).isEqualTo(clone.toString());
        assertThat(CloneView.inWords(clone.toString())).isEqualTo(clone.toString());
        assertThat(CloneView.inWords("https://git.example.com/shop.git")).isEqualTo("https://git.example.com/shop.git");
    }
}
