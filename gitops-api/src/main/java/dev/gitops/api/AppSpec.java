package dev.gitops.api;

import dev.gitops.api.model.ImageSpec;
import dev.gitops.api.model.ProviderConfig;
import dev.gitops.api.model.RepositorySpec;
import dev.gitops.api.model.VerifyStep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/** An application of the inventory. */
@Value.Immutable
public interface AppSpec {

    /** {@return the application's name} */
    String name();

    /** {@return the team that owns it} */
    Optional<String> team();

    /** {@return the URL of its source, without credentials} */
    Optional<String> source();

    /** {@return the config repository of its own, where it has one} */
    Optional<RepositorySpec> config();

    /** {@return the images it is built into, at least one} */
    List<ImageSpec> images();

    /** {@return how its manifests are written down} */
    ProviderConfig manifests();

    /** {@return its environments in the order of the inventory, each with the application's overrides settled} */
    Map<EnvironmentName, EnvironmentSpec> environments();

    /** {@return the applications of the inventory after which it is deployed, in each environment that both have} */
    List<String> after();

    /** {@return how it is built} */
    CiSpec ci();

    /** {@return what must be answered before a deployment counts as verified} */
    List<VerifyStep> verify();

    /** {@return field paths that parity sets aside, as in {@code Deployment.spec.replicas}} */
    List<String> parityIgnore();

    /** {@return which previews of change requests it has; empty where it has none} */
    Optional<PreviewRules> previews();

    /** {@return a new builder} */
    static ImmutableAppSpec.Builder builder() {
        return ImmutableAppSpec.builder();
    }
}
