package dev.gitops.kustomize.edit;

/** The fields of a kustomization that are one text. */
public enum TextField {
    /** The namespace of all resources. */
    NAMESPACE("namespace"),
    /** What stands before all names. */
    NAME_PREFIX("namePrefix"),
    /** What stands after all names. */
    NAME_SUFFIX("nameSuffix");

    private final String key;

    TextField(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }
}
