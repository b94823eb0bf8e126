package dev.gitops.audit.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.audit.TestRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    @TempDir
    Path folder;

    @Test
    void isForItsUserAlone() throws Exception {
        Path place = folder.resolve("cache/spool");
        Spool spool = new Spool(place);
        spool.add(new TestRecords(1, 2, Duration.ofHours(1)).next());
        spool.alone(() -> true, false);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(place)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(2);
            for (Path file : all) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }
}
