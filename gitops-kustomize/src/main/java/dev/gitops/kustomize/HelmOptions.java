package dev.gitops.kustomize;

import dev.gitops.kustomize.target.Charts;
import java.util.List;

/**
 * What becomes of Helm charts in a kustomization.
 *
 * @param enabled whether they are rendered; where not, a kustomization with charts fails
 * @param kubeVersion what charts see as the cluster's version where they name none; empty for the renderer's
 * @param apiVersions what charts see as further API versions where they name none
 */
public record HelmOptions(boolean enabled, String kubeVersion, List<String> apiVersions) {

    /** No charts, as kustomize does where it is not told otherwise. */
    public static final HelmOptions OFF = new HelmOptions(false, "", List.of());

    /** Charts are rendered where a module that can is on the class path. */
    public static final HelmOptions ON = new HelmOptions(true, "", List.of());

    /** Copies the list. */
    public HelmOptions {
        apiVersions = List.copyOf(apiVersions);
    }

    Charts charts() {
        return new Charts(enabled, kubeVersion, apiVersions);
    }
}
