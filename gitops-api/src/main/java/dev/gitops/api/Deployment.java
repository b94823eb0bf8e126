package dev.gitops.api;

import dev.gitops.api.review.Review;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/** The wish to deliver what Git has for an environment, as data. */
@Value.Immutable
public interface Deployment {

    /** {@return the environment} */
    EnvironmentName environment();

    /** {@return the commit, full or abbreviated; empty takes the tip of the environment's branch} */
    Optional<String> commit();

    /** {@return approvals given outside the forge, such as Jenkins' {@code input}} */
    List<Approval> approvals();

    /** {@return the review that was approved: another rendering than the one it shows is refused; empty where none is to be asked} */
    Optional<Review> reviewed();

    /** {@return why approval, freeze and hold are to be passed by} */
    Optional<String> breakGlass();

    /** {@return objects, as {@code KIND/NAME}, whose removal is confirmed} */
    Set<String> pruneConfirmed();

    /** {@return pairs, as {@code APP/ENVIRONMENT}, whose objects in the cluster are taken over, as they had another name before} */
    Set<String> adopted();

    /** {@return why it is deployed} */
    Optional<String> reason();

    /** {@return whether environments with {@code autoPromote} get the release once it is verified} */
    @Value.Default
    default boolean autoPromote() {
        return true;
    }

    /** {@return a new builder} */
    static ImmutableDeployment.Builder builder() {
        return ImmutableDeployment.builder();
    }
}
