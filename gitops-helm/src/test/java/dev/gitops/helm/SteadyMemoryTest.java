package dev.gitops.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class SteadyMemoryTest {

    private static final int RENDERINGS = 100;

    @Test
    void rendersAHundredTimesOnFourThreadsWithoutGrowing() throws Exception {
        Assumptions.assumeTrue(
                Files.exists(Path.of("/proc/self/status")), "skipped: memory of the process is read from /proc");
        render(20);
        long before = residentKilobytes();
        Set<String> texts = render(RENDERINGS);
        long after = residentKilobytes();

        assertThat(texts).as("every thread gets the same text").hasSize(1);
        assertThat(after - before)
                .as("kilobytes more after %s renderings than before them", RENDERINGS)
                .isLessThan(60_000);
        try (var left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(left.map(Path::getFileName)
                            .map(Path::toString)
                            .filter(name -> name.startsWith(
                                    "gitops-chart-" + ProcessHandle.current().pid())))
                    .isEmpty();
        }
    }

    private static Set<String> render(int times) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<String>> renderings = new ArrayList<>();
            for (int index = 0; index < times; index++) {
                renderings.add(threads.submit(() -> Fixtures.manifests(Fixtures.SHOP)
                        .render(FolderTree.of("charts/shop"), Fixtures.shop("production"))
                        .yaml()));
            }
            Set<String> texts = new HashSet<>();
            for (Future<String> rendering : renderings) {
                texts.add(rendering.get());
            }
            return texts;
        } finally {
            threads.shutdown();
        }
    }

    private static long residentKilobytes() throws Exception {
        System.gc();
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
