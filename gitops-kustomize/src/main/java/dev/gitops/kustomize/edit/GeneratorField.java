package dev.gitops.kustomize.edit;

/** The fields of a kustomization that generate resources. */
public enum GeneratorField {
    /** ConfigMaps. */
    CONFIG_MAPS("configMapGenerator", "configmap", "ConfigMap"),
    /** Secrets. */
    SECRETS("secretGenerator", "secret", "Secret");

    private final String key;
    private final String noun;
    private final String kind;

    GeneratorField(String key, String noun, String kind) {
        this.key = key;
        this.noun = noun;
        this.kind = kind;
    }

    String key() {
        return key;
    }

    String noun() {
        return noun;
    }

    String kind() {
        return kind;
    }
}
