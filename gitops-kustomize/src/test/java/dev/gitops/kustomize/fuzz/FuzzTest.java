package dev.gitops.kustomize.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares with kustomize 5.8.2 where the environment has it: {@code KUSTOMIZE} names it. {@code -Dkustomize.fuzz.seeds=1000} tries more trees,
 * {@code -Dkustomize.fuzz.from=5000} others.
 */
class FuzzTest {

    private static final int FEW = 12;

    @Test
    void randomTreesGiveTheSameBytes(@TempDir Path directory) throws Exception {
        requireKustomize();
        long from = Long.getLong("kustomize.fuzz.from", 0);
        int seeds = Integer.getInteger("kustomize.fuzz.seeds", FEW);
        for (long seed = from; seed < from + seeds; seed++) {
            compare(seed, directory.resolve("s" + seed));
        }
    }

    /** Seeds that once failed: what a patch takes away is forgotten; annotations are texts once transformers are noted or a JSON patch is made; a namespace that any object had first keeps out those that came into it. */
    @ParameterizedTest
    @ValueSource(longs = {120, 153, 1248, 1635, 1785, 2844, 4205, 4389, 5799, 6405})
    void seedsThatOnceFailedStayMended(long seed, @TempDir Path directory) throws Exception {
        requireKustomize();
        compare(seed, directory);
    }

    private static void requireKustomize() {
        String version = Fuzz.version();
        assumeTrue(version.equals("v5.8.2"), "needs kustomize 5.8.2, found: " + version);
    }

    private static void compare(long seed, Path directory) throws Exception {
        Path root = directory.resolve(Fuzz.write(seed, directory));
        Fuzz.Answer theirs = Fuzz.theirs(root);
        Fuzz.Answer ours = Fuzz.ours(root);
        assertThat(ours.failed())
                .as("seed %d fails: %s %s", seed, ours.text(), theirs.text())
                .isEqualTo(theirs.failed());
        if (!theirs.failed()) {
            assertThat(ours.text()).as("seed %d", seed).isEqualTo(theirs.text());
        }
    }
}
