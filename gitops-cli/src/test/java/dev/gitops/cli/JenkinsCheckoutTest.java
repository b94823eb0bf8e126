package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.cli.CommandWorld.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --clone} reads what a build of a branch has: a commit that is checked out, the branches of the remote, and no branch of its own. */
class JenkinsCheckoutTest {

    @TempDir
    private Path folder;

    private CommandWorld world;
    private Path checkout;
    private String from;
    private String to;

    @BeforeEach
    void checkOut() throws Exception {
        world = CommandWorld.in(folder);
        from = world.tip();
        git(world.work(), "checkout", "--quiet", "-b", "people/change");
        Path file = world.work().resolve("apps/plain/dev/deployment.yaml");
        Files.writeString(file, Files.readString(file).replace("plain:1.0.0", "plain:1.0.1"));
        git(world.work(), "commit", "--quiet", "--all", "--message", "Change");
        git(world.work(), "push", "--quiet", "origin", "people/change");
        to = git(world.work(), "rev-parse", "HEAD").trim();
        checkout = Files.createDirectory(folder.resolve("checkout"));
        git(checkout, "init", "--quiet");
        git(
                checkout,
                "fetch",
                "--quiet",
                folder.resolve("config.git").toString(),
                "+refs/heads/*:refs/remotes/origin/*");
        git(checkout, "checkout", "--quiet", "--detach", to);
        git(checkout, "remote", "add", "origin", "https://user@unreachable.invalid/private.git");
    }

    @Test
    void findsWhatAChangeTouches() {
        Said said = world.run("affected", "--clone", checkout.toString(), "--from", from, "--to", to);

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out()).isEqualTo("plain dev\n");
    }

    @Test
    void rendersBothSides() {
        Stream.of("1.0.0 " + from, "1.0.1 " + to).map(each -> each.split(" ")).forEach(expected -> {
            Said said = world.run("render", "plain", "dev", "--clone", checkout.toString(), "--commit", expected[1]);

            assertThat(said.code()).as(said.err()).isZero();
            assertThat(said.out()).contains("plain:" + expected[0]);
        });
        assertThat(world.run("render", "plain", "dev", "--clone", checkout.toString())
                        .out())
                .as("the environment's branch, as the remote has it")
                .contains("plain:1.0.0");
    }

    @Test
    void checksTheCommitThatIsCheckedOut() {
        Said said = world.run("check", "--clone", checkout.toString());

        assertThat(said.code()).as(said.err()).isZero();
    }

    @Test
    void seesBranchesThatMovedMeanwhile() throws Exception {
        assertThat(world.run("render", "plain", "dev", "--clone", checkout.toString())
                        .code())
                .isZero();

        git(checkout, "update-ref", "refs/remotes/origin/main", to);

        assertThat(world.run("render", "plain", "dev", "--clone", checkout.toString())
                        .out())
                .contains("plain:1.0.1");
    }

    @Test
    void looksIntoALinkedWorkTree() throws Exception {
        Path linked = folder.resolve("linked");
        git(checkout, "worktree", "add", "--quiet", "--detach", linked.toString(), to);

        Said said = world.run("affected", "--clone", linked.toString(), "--from", from, "--to", to);

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out()).isEqualTo("plain dev\n");
    }

    @Test
    void leavesTheCheckoutAsItIs() throws Exception {
        String before = git(checkout, "for-each-ref") + git(checkout, "status", "--porcelain");

        world.run("affected", "--clone", checkout.toString(), "--from", from, "--to", to);

        assertThat(git(checkout, "for-each-ref") + git(checkout, "status", "--porcelain"))
                .isEqualTo(before);
    }

    private static String git(Path in, String... arguments) throws IOException, InterruptedException {
        String[] command = Stream.concat(
                        Stream.of("git", "-c", "user.name=a", "-c", "user.email=a@example.com"),
                        Arrays.stream(arguments))
                .toArray(String[]::new);
        Process process = new ProcessBuilder(command)
                .directory(in.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor())
                .as("%s: %s", String.join(" ", command), said)
                .isZero();
        return said;
    }
}
