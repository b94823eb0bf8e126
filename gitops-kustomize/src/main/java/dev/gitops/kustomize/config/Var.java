package dev.gitops.kustomize.config;

import dev.gitops.kustomize.resource.Gvk;
import dev.gitops.kustomize.resource.ResourceId;

/**
 * An entry of {@code vars}.
 *
 * @param name the name that {@code $(NAME)} refers to
 * @param id the object
 * @param fieldPath the field its value is taken from
 */
public record Var(String name, ResourceId id, String fieldPath) {

    private record Ref(String apiVersion, Gvk gvk, String name, String namespace) {
        static Ref read(Fields fields) {
            return new Ref(
                    fields.text("apiVersion"),
                    new Gvk(fields.text("group"), fields.text("version"), fields.text("kind")),
                    fields.text("name"),
                    fields.text("namespace"));
        }
    }

    static Var read(Fields fields) {
        String name = fields.text("name");
        Ref ref = fields.object("objref", Ref::read);
        String path = fields.object("fieldref", f -> f.text("fieldPath"));
        Ref object = ref == null ? new Ref("", Gvk.ANY, "", "") : ref;
        Gvk gvk = object.gvk;
        if (!object.apiVersion.isEmpty()) {
            Gvk named = Gvk.of(object.apiVersion, gvk.kind());
            boolean grouped = object.apiVersion.indexOf('/') >= 0;
            gvk = new Gvk(grouped ? named.group() : gvk.group(), named.version(), gvk.kind());
        }
        ResourceId id = ResourceId.of(gvk, object.name, object.namespace, false);
        return new Var(name, id, path == null || path.isEmpty() ? "metadata.name" : path);
    }

    @Override
    public String toString() {
        return "{" + name + " " + id + " " + fieldPath + "}";
    }
}
