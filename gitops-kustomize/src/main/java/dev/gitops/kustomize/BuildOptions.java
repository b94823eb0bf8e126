package dev.gitops.kustomize;

import dev.gitops.kustomize.config.ClaimTemplates;

/**
 * How to build.
 *
 * @param restricted whether files must stand within the root of the kustomization that names them, symbolic links followed
 * @param managedByLabel whether every object gets {@code app.kubernetes.io/managed-by}
 * @param legacyOrder whether objects are ordered by kind where the kustomization has no {@code sortOptions}; as they came otherwise
 * @param helm what becomes of Helm charts
 * @param claims whether labels of pod templates go to the claim templates of StatefulSets too
 */
public record BuildOptions(
        boolean restricted, boolean managedByLabel, boolean legacyOrder, HelmOptions helm, ClaimTemplates claims) {

    /** kustomize's own defaults. */
    public static final BuildOptions DEFAULTS =
            new BuildOptions(true, false, true, HelmOptions.OFF, ClaimTemplates.TOLD);

    /** {@return these options with files anywhere allowed} */
    public BuildOptions unrestricted() {
        return new BuildOptions(false, managedByLabel, legacyOrder, helm, claims);
    }

    /** {@return these options with the label that tells who made the objects} */
    public BuildOptions withManagedByLabel() {
        return new BuildOptions(restricted, true, legacyOrder, helm, claims);
    }

    /** {@return these options with objects in the order they came} */
    public BuildOptions inOrderOfAppearance() {
        return new BuildOptions(restricted, managedByLabel, false, helm, claims);
    }

    /** {@return these options with Helm charts treated otherwise} @param charts what becomes of them */
    public BuildOptions withHelm(HelmOptions charts) {
        return new BuildOptions(restricted, managedByLabel, legacyOrder, charts, claims);
    }

    /** {@return these options with claim templates treated otherwise} @param templates what becomes of their labels */
    public BuildOptions withClaims(ClaimTemplates templates) {
        return new BuildOptions(restricted, managedByLabel, legacyOrder, helm, templates);
    }
}
