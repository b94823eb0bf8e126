package dev.gitops.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.ObjectDifference;
import dev.gitops.api.ObjectDifference.Change;
import dev.gitops.api.ObjectDifference.Field;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriftWordsTest {

    private static ObjectDifference difference(Change change, Field... fields) {
        return new ObjectDifference("Deployment", "production", "shop", change, List.of(fields));
    }

    @Test
    void theFirstDifferenceStandsForAll() {
        Field replicas = new Field("spec.replicas", "2", "3", "kubectl-edit", null);
        assertThat(DriftWords.words(List.of(difference(Change.CHANGED, replicas))))
                .isEqualTo("Deployment shop spec.replicas is 3, Git says 2");
        assertThat(DriftWords.words(List.of(difference(Change.MISSING), difference(Change.EXTRA))))
                .isEqualTo("Deployment shop is missing, and 1 objects more");
        assertThat(DriftWords.words(List.of(difference(Change.EXTRA)))).isEqualTo("Deployment shop is not in Git");
        assertThat(DriftWords.words(
                        List.of(difference(Change.CHANGED, new Field("spec.paused", null, "true", null, null)))))
                .isEqualTo("Deployment shop spec.paused is true, Git says absent");
    }
}
