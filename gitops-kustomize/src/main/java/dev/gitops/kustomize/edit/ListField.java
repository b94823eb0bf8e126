package dev.gitops.kustomize.edit;

/** The fields of a kustomization that list files and directories. */
public enum ListField {
    /** Manifests, and directories with a kustomization. */
    RESOURCES("resources", "resource"),
    /** Directories with a component. */
    COMPONENTS("components", "component"),
    /** Files with the configuration of a generator. */
    GENERATORS("generators", "generator"),
    /** Files with the configuration of a transformer. */
    TRANSFORMERS("transformers", "transformer"),
    /** Files that say where names and the like stand in custom resources. */
    CONFIGURATIONS("configurations", "configuration");

    private final String key;
    private final String noun;

    ListField(String key, String noun) {
        this.key = key;
        this.noun = noun;
    }

    String key() {
        return key;
    }

    String noun() {
        return noun;
    }
}
