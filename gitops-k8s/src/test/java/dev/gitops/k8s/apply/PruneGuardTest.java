package dev.gitops.k8s.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.cluster.object.ObjectKey;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PruneGuardTest {

    private static ObjectKey config(String name) {
        return new ObjectKey("", "ConfigMap", "shop", name);
    }

    @Test
    void aSmallShareMayGo() {
        assertThat(PruneGuard.refusals(List.of(config("a")), 4, Set.of(), Set.of(), 0.3))
                .isEmpty();
    }

    @Test
    void aLargerOneMayNotAndIsNamed() {
        assertThat(PruneGuard.refusals(List.of(config("a"), config("b")), 4, Set.of(), Set.of(), 0.3))
                .singleElement()
                .asString()
                .contains("2 of 4", "50 %", "30 %", "ConfigMap/a, ConfigMap/b");
    }

    @Test
    void whatAPersonConfirmedIsNotCounted() {
        assertThat(PruneGuard.refusals(List.of(config("a"), config("b")), 4, Set.of(), Set.of("ConfigMap/a"), 0.3))
                .isEmpty();
    }

    @Test
    void whatHoldsDataNeedsItsName() {
        ObjectKey claim = new ObjectKey("", "PersistentVolumeClaim", "shop", "data");

        assertThat(PruneGuard.refusals(List.of(claim), 100, Set.of(), Set.of(), 1))
                .singleElement()
                .asString()
                .contains("--prune-confirm PersistentVolumeClaim/data");
        assertThat(PruneGuard.refusals(List.of(claim), 100, Set.of(), Set.of("PersistentVolumeClaim/data"), 1))
                .isEmpty();
    }

    @Test
    void aGeneratedObjectWithASuccessorIsNotCounted() {
        assertThat(PruneGuard.refusals(
                        List.of(config("settings-5g2b7h8k9m")),
                        2,
                        Set.of(config("settings-t9f4c2d6bk")),
                        Set.of(),
                        0.3))
                .isEmpty();
        assertThat(PruneGuard.refusals(
                        List.of(config("settings-5g2b7h8k9m")), 2, Set.of(config("other-t9f4c2d6bk")), Set.of(), 0.3))
                .hasSize(1);
    }
}
