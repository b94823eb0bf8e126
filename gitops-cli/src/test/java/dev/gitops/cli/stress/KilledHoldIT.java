package dev.gitops.cli.stress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cli.output.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hold whose process is killed just after its push: the repository's own hook holds up the push of the record, so that it is killed there and nowhere else. */
class KilledHoldIT {

    @TempDir
    Path folder;

    @Test
    void theNextCommandWritesItsRecordOnce() throws Exception {
        Path bare = folder.resolve("infra.git");
        new ProcessBuilder("git", "init", "-q", "--bare", "-b", "main", bare.toString())
                .start()
                .waitFor();
        Commands commands = Commands.on(folder, bare.toString(), 1, "git", new HashMap<>());
        Path reached = folder.resolve("reached");
        Path hook = bare.resolve("hooks/pre-receive");
        Files.createDirectories(hook.getParent());
        Files.writeString(hook, """
                #!/bin/sh
                if grep -q refs/heads/gitops/audit; then
                  touch '%s'
                  sleep 60
                fi
                """.formatted(reached));
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
        Process hold = commands.start("killed", "hold", "app-0", "--in", "dev", "--reason", "incident 42");
        while (hold.isAlive() && !Files.exists(reached)) {
            Thread.sleep(20);
        }
        List<ProcessHandle> children = hold.descendants().toList();
        hold.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        hold.waitFor();
        Files.delete(hook);
        String commit = commands.git(bare, "rev-parse", "refs/heads/gitops/state");
        assertThat(commands.git(bare, "branch", "--list", "gitops/audit"))
                .as("nothing is recorded yet")
                .isEmpty();
        Thread.sleep(Duration.ofSeconds(1).toMillis());

        assertThat(commands.run("deploy", "app-0", "--in", "dev").code()).isZero();
        assertThat(commands.run("hold", "app-0", "--in", "dev").code()).isZero();
        JsonNode records = Json.parse(commands.run("audit", "search", "--operation", "hold", "-o", "json")
                        .out())
                .path("records");
        assertThat(records).hasSize(1);
        assertThat(records.get(0).path("commit").asText()).isEqualTo(commit);
        assertThat(records.get(0).path("reason").asText()).isEqualTo("incident 42");
        assertThat(records.get(0).path("notices").toString()).contains("written later");
    }
}
