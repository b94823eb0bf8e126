package dev.gitops.kustomize;

/**
 * How to build.
 *
 * @param restricted whether files must stand within the root of the kustomization that names them, symbolic links followed
 * @param managedByLabel whether every object gets {@code app.kubernetes.io/managed-by}
 * @param legacyOrder whether objects are ordered by kind where the kustomization has no {@code sortOptions}; as they came otherwise
 */
public record BuildOptions(boolean restricted, boolean managedByLabel, boolean legacyOrder) {

    /** kustomize's own defaults. */
    public static final BuildOptions DEFAULTS = new BuildOptions(true, false, true);

    /** {@return these options with files anywhere allowed} */
    public BuildOptions unrestricted() {
        return new BuildOptions(false, managedByLabel, legacyOrder);
    }

    /** {@return these options with the label that tells who made the objects} */
    public BuildOptions withManagedByLabel() {
        return new BuildOptions(restricted, true, legacyOrder);
    }

    /** {@return these options with objects in the order they came} */
    public BuildOptions inOrderOfAppearance() {
        return new BuildOptions(restricted, managedByLabel, false);
    }
}
