package dev.gitops.api;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.immutables.value.Value;

/** What a look at the bake of an environment saw: the verification that goes on after a deployment was verified. */
@Value.Immutable
public interface BakeReport {

    /** How far a bake is. */
    enum State {
        /** Nothing bakes: the environment asks for none, or what was deployed last is not verified. */
        NONE,
        /** It goes on. */
        BAKING,
        /** Its time went by without a failure. */
        PASSED,
        /** Something failed in it: the deployment has failed. */
        FAILED;

        /** {@return the word in JSON: lower case} */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@return the application} */
    String app();

    /** {@return the environment} */
    EnvironmentName environment();

    /** {@return how far it is} */
    State state();

    /** {@return whether it had ended before this look} */
    @Value.Default
    default boolean earlier() {
        return false;
    }

    /** {@return the commit that bakes; empty where nothing does} */
    Optional<String> commit();

    /** {@return when its time is over, while it goes on} */
    Optional<Instant> until();

    /** {@return the steps that were run now, and what came of each} */
    List<VerifyResult> verify();

    /** {@return what failed now, or could not be asked} */
    Optional<DeploymentFailure> failure();

    /** {@return the id of the record that ends it; empty where nothing has ended it} */
    Optional<String> record();

    /** {@return the rollback that followed} */
    List<ChangeOutcome> followUps();

    /** {@return a new builder} */
    static ImmutableBakeReport.Builder builder() {
        return ImmutableBakeReport.builder();
    }
}
