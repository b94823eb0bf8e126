package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.cli.CommandWorld.Said;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorTest {

    @TempDir
    private Path folder;

    @Test
    void aCommitWithoutAnActorIsBySomebodyWithAnAddress() throws Exception {
        CommandWorld world = CommandWorld.in(folder);
        Said said = world.run("release", "shop", "--image", CommandWorld.IMAGE + ":1.1.0", "--to", "dev");
        assertThat(said.code()).as(said.err()).isZero();
        try (Git git = Git.open(folder.resolve("config.git").toFile())) {
            PersonIdent author = git.log()
                    .add(git.getRepository().resolve("refs/heads/main"))
                    .call()
                    .iterator()
                    .next()
                    .getAuthorIdent();
            assertThat(author.getName()).isNotBlank();
            assertThat(author.getEmailAddress()).contains("@");
        }
    }
}
