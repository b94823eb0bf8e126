package dev.gitops.kustomize.edit;

/** The fields of a kustomization that give metadata to all resources. */
public enum MetadataField {
    /** Labels, of selectors and templates too. */
    LABELS("commonLabels", "label"),
    /** Annotations, of templates too. */
    ANNOTATIONS("commonAnnotations", "annotation");

    private final String key;
    private final String noun;

    MetadataField(String key, String noun) {
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
