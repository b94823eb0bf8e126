package dev.gitops.policy;

import dev.gitops.api.DeploymentRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How far the bake of an environment is, told by its records alone, so that any process can take it up: a bake begins with the first verified deployment of a state, goes on while others verify that same
 * state again, and ends with one record that names the deployment it began with.
 */
public final class Bakes {

    private static final Set<String> VERIFIED = Set.of("verified", "unchanged");

    private Bakes() {}

    /** How far a bake is. */
    public sealed interface State {}

    /** There is none: the environment asks for none, or what was deployed last is not verified. */
    public record None() implements State {}

    /**
     * It goes on.
     *
     * @param of the deployment it began with
     * @param until when its time is over
     * @param over whether that is now, so that the next look ends it
     */
    public record Running(DeploymentRecord of, Instant until, boolean over) implements State {}

    /**
     * It has ended.
     *
     * @param verdict the record that says how
     */
    public record Ended(DeploymentRecord verdict) implements State {

        /** {@return whether nothing failed in it} */
        public boolean passed() {
            return verdict.verified();
        }
    }

    /**
     * The bake of an environment.
     *
     * @param newestFirst its deployments that reached the cluster, newest first
     * @param bake how long it is to be; empty for none
     * @param now the time
     * @return how far it is
     */
    public static State of(List<DeploymentRecord> newestFirst, Optional<Duration> bake, Instant now) {
        if (bake.isEmpty() || newestFirst.isEmpty()) {
            return new None();
        }
        DeploymentRecord newest = newestFirst.get(0);
        DeploymentRecord first = newest;
        for (DeploymentRecord record : newestFirst) {
            if (record.bakeOf().isPresent() && (record == newest || record.verified() && same(record, newest))) {
                return new Ended(record);
            }
            if (!VERIFIED.contains(record.outcome()) || !same(record, newest)) {
                break;
            }
            first = record;
        }
        if (!newest.verified()) {
            return new None();
        }
        Instant until = first.ended().plus(bake.get());
        return new Running(first, until, !now.isBefore(until));
    }

    /**
     * The verified deployments that still count: those of a state that failed in its bake do not, from the one the bake began with.
     *
     * @param newestFirst an environment's deployments, newest first
     * @return the verified ones that count, newest first
     */
    public static List<DeploymentRecord> standing(List<DeploymentRecord> newestFirst) {
        List<DeploymentRecord> standing = new ArrayList<>();
        Optional<String> failedFrom = Optional.empty();
        for (DeploymentRecord record : newestFirst) {
            if (record.outcome().equals("failed") && record.bakeOf().isPresent()) {
                failedFrom = record.bakeOf();
            } else if (record.verified() && failedFrom.isEmpty()) {
                standing.add(record);
            }
            if (failedFrom.filter(record.id()::equals).isPresent()) {
                failedFrom = Optional.empty();
            }
        }
        return standing;
    }

    /** The state is that of the manifests; a record without their digest is known by its commit. */
    private static boolean same(DeploymentRecord one, DeploymentRecord other) {
        if (one.manifestsDigest().isPresent() && other.manifestsDigest().isPresent()) {
            return one.manifestsDigest().equals(other.manifestsDigest());
        }
        return one.commit().equals(other.commit());
    }
}
