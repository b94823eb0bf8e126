package dev.gitops.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.policy.ReleaseOrder.Ancestry;
import dev.gitops.policy.ReleaseOrder.Position;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReleaseOrderTest {

    private static final Instant EARLY = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant LATE = Instant.parse("2026-11-22T11:00:00Z");
    private static final Ancestry A_BEFORE_B =
            (ancestor, descendant) -> Optional.of(ancestor.equals("a") && descendant.equals("b"));

    @Test
    void aLowerBuildIsOlderWheneverItWasAskedFor() {
        assertThat(older(new Position(6L, null, LATE), new Position(7L, null, EARLY), Ancestry.UNKNOWN))
                .hasValue("build 6 is older than build 7, which is there");
    }

    @Test
    void theSameAndAHigherBuildAreNot() {
        assertThat(older(new Position(7L, null, EARLY), new Position(7L, null, LATE), Ancestry.UNKNOWN))
                .isEmpty();
        assertThat(older(new Position(8L, null, EARLY), new Position(7L, null, LATE), Ancestry.UNKNOWN))
                .isEmpty();
    }

    @Test
    void buildsGoBeforeAncestry() {
        assertThat(older(new Position(8L, "a", EARLY), new Position(7L, "b", LATE), A_BEFORE_B))
                .isEmpty();
    }

    @Test
    void anAncestorIsOlderWhereABuildIsMissing() {
        assertThat(older(new Position(8L, "a", LATE), new Position(null, "b", EARLY), A_BEFORE_B))
                .isPresent();
        assertThat(older(new Position(null, "b", EARLY), new Position(7L, "a", LATE), A_BEFORE_B))
                .isEmpty();
    }

    @Test
    void theTimeOfAskingDecidesWhereTheSourceCannotBeRead() {
        assertThat(older(new Position(null, "a", EARLY), new Position(null, "b", LATE), Ancestry.UNKNOWN))
                .isPresent();
        assertThat(older(new Position(null, "a", LATE), new Position(null, "b", EARLY), Ancestry.UNKNOWN))
                .isEmpty();
        assertThat(older(new Position(null, null, EARLY), new Position(null, null, LATE), Ancestry.UNKNOWN))
                .isPresent();
    }

    @Test
    void theSameSourceCommitIsNeverOlder() {
        assertThat(older(new Position(null, "a", EARLY), new Position(null, "a", LATE), Ancestry.UNKNOWN))
                .isEmpty();
    }

    private static Optional<String> older(Position candidate, Position present, Ancestry ancestry) {
        return ReleaseOrder.older(candidate, present, ancestry);
    }
}
