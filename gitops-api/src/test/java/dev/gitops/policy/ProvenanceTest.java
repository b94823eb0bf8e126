package dev.gitops.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.policy.Provenance.Touch;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProvenanceTest {

    @Test
    void aCommitThatWasPushedIsNamed() {
        Touch pushed = new Touch("1a2b3c4d5e6f7a8b", "Tweak", false);
        assertThat(Provenance.refusals(List.of(pushed), Set.of(), Set.of(), true))
                .singleElement()
                .asString()
                .contains("1a2b3c4d5e6f (Tweak)", "did not come by a merged change request");
    }

    @Test
    void aSharedFileThatWasVerifiedNowhereIsNamed() {
        Touch merged = new Touch("1a2b3c4d5e6f7a8b", "Base", true);
        assertThat(Provenance.refusals(List.of(merged), Set.of("base/deployment.yaml"), Set.of(), true))
                .singleElement()
                .asString()
                .contains("base/deployment.yaml", "was not verified");
        assertThat(Provenance.refusals(
                        List.of(merged), Set.of("base/deployment.yaml"), Set.of("base/deployment.yaml"), true))
                .isEmpty();
        assertThat(Provenance.refusals(List.of(merged), Set.of("base/deployment.yaml"), Set.of(), false))
                .isEmpty();
    }

    @Test
    void whatCameByChangeRequestsPasses() {
        assertThat(Provenance.refusals(
                        List.of(new Touch("1a2b3c4d5e6f7a8b", "Promote", true)), Set.of(), Set.of(), true))
                .isEmpty();
    }
}
