package dev.gitops.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.repository.PushResult;
import dev.gitops.repository.Snapshot;
import dev.gitops.testkit.BareRepository;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that dies at a named step, without any cleaning up. */
class KilledWriterTest {

    @TempDir
    Path folder;

    private String url = "";

    @BeforeEach
    void start() throws Exception {
        Path remote = folder.resolve("remote.git");
        BareRepository.at(remote);
        url = remote.toString();
        try (ConfigRepository repository = open()) {
            repository.commitOrStart("main", Writer.setting(0));
        }
    }

    private ConfigRepository open() {
        return ConfigRepository.open(
                Writer.options(url, folder.resolve("cache")).build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"asking", "pushing", "pushed"})
    void leavesNothingThatARerunDoesNotMend(String step) throws Exception {
        assertThat(Writer.start(url, folder.resolve("cache"), 1, 1, true, step).waitFor())
                .isEqualTo(9);

        try (ConfigRepository repository = open()) {
            PushResult<String> rerun = repository.commit("main", Writer.adding(1));
            assertThat(rerun).isInstanceOf(step.equals("pushed") ? PushResult.Stopped.class : PushResult.Pushed.class);
            repository.commit("main", Writer.adding(2));
            Snapshot tip = repository.tip("main");
            assertThat(tip.read("apps/all.txt")).contains("writer 1\nwriter 2\n".getBytes(UTF_8));
            assertThat(tip.history(List.of(), 10)).hasSize(3);
        }
    }

    @Test
    void harmsNoneOfThoseWhoWaitedWithIt() throws Exception {
        Process survivor = Writer.start(url, folder.resolve("cache"), 10, 6, true, "(never)");
        Process victim = Writer.start(url, folder.resolve("cache"), 20, 3, true, "pushing");
        assertThat(victim.waitFor()).isIn(0, 9); // 0 where the survivor pushed for it
        assertThat(survivor.waitFor()).isZero();

        try (ConfigRepository repository = open()) {
            Writer.write(repository, 30, 3, true);
            List<String> lines = new String(
                            repository.tip("main").read("apps/all.txt").orElseThrow(), UTF_8)
                    .lines()
                    .toList();
            assertThat(lines).doesNotHaveDuplicates().contains("writer 10", "writer 15", "writer 32");
        }
    }
}
