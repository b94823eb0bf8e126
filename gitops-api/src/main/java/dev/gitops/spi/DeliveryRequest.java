package dev.gitops.spi;

import dev.gitops.api.model.ProviderConfig;
import java.time.Duration;
import java.util.Set;
import org.immutables.value.Value;

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

    /** {@return who delivers, for locks and messages} */
    String actor();

    /** {@return a new builder} */
    static ImmutableDeliveryRequest.Builder builder() {
        return ImmutableDeliveryRequest.builder();
    }

    /**
     * Where manifests come from.
     *
     * @param repository the config repository's URL, without credentials
     * @param branch the branch that decides the environment
     * @param path the path of the environment's manifests in it
     */
    record Source(String repository, String branch, String path) {}
}
