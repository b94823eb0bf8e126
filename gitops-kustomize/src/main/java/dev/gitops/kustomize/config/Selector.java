package dev.gitops.kustomize.config;

import dev.gitops.kustomize.resource.Gvk;
import dev.gitops.kustomize.resource.ResourceId;

/**
 * Chooses objects; empty parts choose any. In patches the texts are regular expressions.
 *
 * @param gvk the type
 * @param name the name
 * @param namespace the namespace
 * @param annotationSelector a selector of annotations, in the language of label selectors
 * @param labelSelector a label selector
 */
public record Selector(Gvk gvk, String name, String namespace, String annotationSelector, String labelSelector) {

    static Selector read(Fields fields) {
        return new Selector(
                new Gvk(fields.text("group"), fields.text("version"), fields.text("kind")),
                fields.text("name"),
                fields.text("namespace"),
                fields.text("annotationSelector"),
                fields.text("labelSelector"));
    }

    /** {@return the plain parts as an id} */
    public ResourceId id() {
        return ResourceId.of(gvk, name, namespace, false);
    }

    /** {@return whether the plain parts are all empty} */
    public boolean isIdEmpty() {
        return gvk.equals(Gvk.ANY) && name.isEmpty() && namespace.isEmpty();
    }

    /** {@return as kustomize prints it} */
    @Override
    public String toString() {
        return id() + ":a=" + annotationSelector + ":l=" + labelSelector;
    }
}
