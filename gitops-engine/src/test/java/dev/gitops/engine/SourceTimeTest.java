package dev.gitops.engine;

import static dev.gitops.api.EnvironmentName.DEV;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.GitOps;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Operation;
import dev.gitops.api.Pipeline;
import dev.gitops.api.RecordQuery;
import dev.gitops.api.Release;
import dev.gitops.api.ReleasedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lead time begins with the source commit, so the record of a release tells when that was made. */
class SourceTimeTest {

    private static final Instant MADE = Instant.parse("2026-03-02T09:30:00Z");

    @TempDir
    Path folder;

    private TestWorld world;
    private String sourceCommit = "";

    @BeforeEach
    void makeSource() throws Exception {
        world = new TestWorld(folder);
        Path source = Files.createDirectory(folder.resolve("shop"));
        try (Git git = Git.init().setDirectory(source.toFile()).call()) {
            PersonIdent person = new PersonIdent("dave", "dave@example.com", MADE, ZoneOffset.UTC);
            sourceCommit = git.commit()
                    .setMessage("Lose nothing of the cart")
                    .setAuthor(person)
                    .setCommitter(person)
                    .setSign(false)
                    .call()
                    .name();
        }
    }

    private DeploymentRecord released(String commit) throws Exception {
        try (GitOps gitops = world.as("alice")) {
            Release release = new Release(
                    List.of(new ReleasedImage("shop", ImageRef.parse(TestWorld.IMAGE + ":1.1.0"))), null, commit, null);
            Pipeline.forApp(gitops.app("shop")).release(release).to(DEV).execute();
            return gitops.records()
                    .search(RecordQuery.builder()
                            .addOperations(Operation.RELEASE)
                            .build())
                    .records()
                    .get(0);
        }
    }

    @Test
    void isReadFromTheSource() throws Exception {
        world.withAppLine("source: " + folder.resolve("shop"));
        assertThat(released(sourceCommit).sourceTime()).contains(MADE);
    }

    @Test
    void isLeftOutWhereTheSourceDoesNotHaveTheCommit() throws Exception {
        world.withAppLine("source: " + folder.resolve("shop"));
        DeploymentRecord record = released("0123456789abcdef0123456789abcdef01234567");
        assertThat(record.sourceTime()).isEmpty();
        assertThat(record.sourceCommits()).containsExactly("0123456789abcdef0123456789abcdef01234567");
    }

    @Test
    void isLeftOutWhereTheInventoryNamesNoSource() throws Exception {
        assertThat(released(sourceCommit).sourceTime()).isEmpty();
    }
}
