package dev.gitops.api;

import java.time.Instant;
import java.util.Optional;
import org.immutables.value.Value;

/** Which part of the recorded past is to be judged anew. */
@Value.Immutable
public interface SimulationRequest {

    /** {@return records that ended at this time or later are judged; older ones are read all the same, as what was verified when depends on them} */
    Instant since();

    /** {@return records that ended before this time are judged} */
    Instant until();

    /** {@return the inventory whose audit store has the past; empty for the one that is opened, whose rules are tried} */
    Optional<Inventory> past();

    /** {@return only of this application; empty for all} */
    Optional<String> app();

    /** {@return only in this environment; empty for all} */
    Optional<EnvironmentName> environment();

    /** {@return of what the figures are: of each application, of each team, or of all together} */
    @Value.Default
    default Grouping grouping() {
        return Grouping.ALL;
    }

    /** {@return how many differences are told at the most; all are counted} */
    @Value.Default
    default int most() {
        return 1000;
    }

    /** Of what figures are. */
    enum Grouping {
        /** Each application. */
        APP,
        /** Each team of the inventory; applications without one are left out. */
        TEAM,
        /** All together. */
        ALL
    }

    /** {@return a new builder} */
    static ImmutableSimulationRequest.Builder builder() {
        return ImmutableSimulationRequest.builder();
    }
}
