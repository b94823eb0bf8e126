package dev.gitops.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gitops.repository.Intent;
import dev.gitops.repository.PushResult;
import dev.gitops.testkit.BareRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bare repository whose hook, run by real Git, refuses what touches one file. */
class RefusingRemoteTest {

    @TempDir
    Path folder;

    private String url = "";

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/git")), "skipped: no git here");
        Path remote = folder.resolve("remote.git");
        BareRepository.at(remote);
        url = remote.toString();
        try (ConfigRepository repository = open()) {
            repository.commitOrStart("main", Writer.setting(0));
        }
        Path hook = Files.writeString(
                Files.createDirectories(remote.resolve("hooks")).resolve("pre-receive"), """
                #!/bin/sh
                while read old new ref; do
                  if git diff --name-only $old $new | grep -q app13/; then echo "app13 is frozen by the hook" >&2; exit 1; fi
                done
                """);
        assertThat(hook.toFile().setExecutable(true)).isTrue();
    }

    private ConfigRepository open() {
        return ConfigRepository.open(
                Writer.options(url, folder.resolve("cache")).build());
    }

    @Test
    void givesTheHostsOwnWords() {
        try (ConfigRepository repository = open()) {
            PushResult<String> result = repository.commit("main", Writer.setting(13));
            assertThat(result).isInstanceOf(PushResult.RefusedByHost.class);
            assertThat(((PushResult.RefusedByHost<String>) result).message()).contains("app13 is frozen by the hook");
        }
    }

    @Test
    void harmsNoneOfThoseWhoWaitedWithTheRefusedOne() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (ConfigRepository repository = open()) {
            List<Callable<PushResult<String>>> writers = new ArrayList<>();
            for (int i = 10; i < 18; i++) {
                int number = i;
                writers.add(() -> repository.commit(
                        "main", number == 15 ? tip -> new Intent.Stop<>("stopped") : Writer.setting(number)));
            }
            List<Future<PushResult<String>>> results = threads.invokeAll(writers);
            for (int i = 10; i < 18; i++) {
                Class<?> expected = i == 13
                        ? PushResult.RefusedByHost.class
                        : i == 15 ? PushResult.Stopped.class : PushResult.Pushed.class;
                assertThat(results.get(i - 10).get()).as("writer " + i).isInstanceOf(expected);
            }
            assertThat(repository.tip("main").list("apps")).hasSize(7);
        } finally {
            threads.shutdown();
        }
    }
}
