package dev.gitops.kustomize.config;

import dev.gitops.stability.Stable;

/** What becomes of a StatefulSet's claim templates where {@code labels} includes templates: kustomize 5.8.2 leaves them, earlier ones labelled them. */
@Stable
public enum ClaimTemplates {
    /** They are left; a warning says where an earlier kustomize labelled them. */
    TOLD,
    /** They are left. */
    LEFT,
    /** They are labelled, as by an earlier kustomize. */
    LABELLED
}
