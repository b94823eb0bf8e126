package dev.gitops.spi;

import dev.gitops.api.Operation;
import dev.gitops.api.model.FieldsSetAside;
import dev.gitops.api.model.HealthRule;
import dev.gitops.api.model.ProviderConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import org.immutables.value.Value;
import org.jspecify.annotations.Nullable;

/** What a delivery is asked to deliver, compare or look at. */
@Value.Immutable
public interface DeliveryRequest {

    /** {@return the application and environment} */
    Target target();

    /** {@return the full commit of the config repository that is delivered} */
    String commit();

    /** {@return what the environment wants at that commit} */
    RenderedManifests manifests();

    /** {@return what the inventory says under the delivery's key} */
    ProviderConfig config();

    /** {@return the files of that commit, for a delivery that does not take the rendered objects (a Helm release); empty where there are none at hand} */
    Optional<SourceTree> files();

    /** {@return what the inventory says of the application's manifests, for a delivery that reads the files; empty where nobody says} */
    Optional<ProviderConfig> manifestsConfig();

    /** {@return where the commit comes from, for controllers that fetch it themselves} */
    Source source();

    /** {@return how long to wait until all is healthy} */
    @Value.Default
    default Duration timeout() {
        return Duration.ofMinutes(5);
    }

    /** {@return objects, as {@code KIND/NAME}, whose removal a person confirmed} */
    Set<String> pruneConfirmed();

    /** {@return whether the environment has approvers, so that a controller must not deliver by itself} */
    @Value.Default
    default boolean approvalRequired() {
        return false;
    }

    /** {@return what made the commit that is delivered, so that a rollback is known as one; empty where nobody tells} */
    Optional<Operation> operation();

    /**
     * {@return whether this mends drift: Git has what was verified last, and the inventory wants what others changed to be changed back, so that fields they took are taken from them}
     */
    @Value.Default
    default boolean mending() {
        return false;
    }

    /**
     * {@return whether Git has what no deployment has verified yet, so that a controller which delivered it before anybody looked has delivered it for this request}
     */
    @Value.Default
    default boolean unverified() {
        return false;
    }

    /** {@return how objects of some kinds are healthy, beside the kinds that are known} */
    List<HealthRule> healthRules();

    /** {@return fields that others look after: they are left as they are, and differ from nothing} */
    List<FieldsSetAside> setAside();

    /** {@return told a full commit id, says whether that is one after the commit which leaves the environment's manifests as they are; empty where nobody can tell} */
    Optional<Predicate<String>> covering();

    /**
     * Whether a revision that a controller delivers in place of the commit is as good.
     *
     * @param revision a full commit id
     * @return true for the commit itself, and for one that {@link #covering} knows
     */
    default boolean covers(String revision) {
        return revision.equals(commit())
                || covering().filter(known -> known.test(revision)).isPresent();
    }

    /** {@return told a full commit id, says how the delivered commit stands to it; empty where nobody can tell} */
    Optional<Function<String, Order>> order();

    /**
     * How the delivered commit stands to another.
     *
     * @param commit a full commit id
     * @return the order; {@code SAME} also for another commit with the same manifests
     */
    default Order against(String commit) {
        if (commit.equals(commit())) {
            return Order.SAME;
        }
        return order().map(known -> known.apply(commit)).orElse(Order.UNRELATED);
    }

    /** {@return told an application and an environment, says whether the inventory has that pair; empty where nobody can tell} */
    Optional<BiPredicate<String, String>> inventory();

    /** {@return pairs, as {@code APP/ENVIRONMENT}, whose objects a person wants taken over from them} */
    Set<String> adopted();

    /** {@return who delivers, for locks and messages} */
    String actor();

    /** {@return a new builder} */
    static ImmutableDeliveryRequest.Builder builder() {
        return ImmutableDeliveryRequest.builder();
    }

    /** How one commit stands to another. */
    enum Order {
        /** The same commit, or one that gives the same manifests. */
        SAME,
        /** It comes after the other. */
        NEWER,
        /** It comes before the other. */
        OLDER,
        /** Neither contains the other, or nobody can tell. */
        UNRELATED
    }

    /**
     * Where manifests come from.
     *
     * @param repository the config repository's URL, without credentials
     * @param branch the branch that decides the environment
     * @param path the path of the environment's manifests in it; of the chart where they are one
     * @param chart how the chart is rendered; null where the manifests are none
     */
    record Source(
            String repository,
            String branch,
            String path,
            @Nullable Chart chart) {

        /**
         * Manifests that are no chart.
         *
         * @param repository the config repository's URL, without credentials
         * @param branch the branch that decides the environment
         * @param path the path of the environment's manifests in it
         */
        public Source(String repository, String branch, String path) {
            this(repository, branch, path, null);
        }
    }

    /**
     * How a controller renders a Helm chart.
     *
     * @param release the release's name
     * @param values the values files, as paths from the repository's root, later ones winning
     */
    record Chart(String release, List<String> values) {

        /** Copies the values. */
        public Chart {
            values = List.copyOf(values);
        }
    }
}
