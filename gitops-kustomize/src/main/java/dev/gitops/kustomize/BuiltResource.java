package dev.gitops.kustomize;

import dev.gitops.kustomize.resource.Resource;
import dev.gitops.yaml.tree.KubernetesValues;
import dev.gitops.yaml.tree.YamlWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One object of a build. */
public final class BuiltResource {

    private final Resource resource;

    BuiltResource(Resource resource) {
        this.resource = resource;
    }

    /** {@return its API version: {@code group/version}, or {@code version} for the core} */
    public String apiVersion() {
        return resource.apiVersion();
    }

    /** {@return its kind} */
    public String kind() {
        return resource.kind();
    }

    /** {@return its name} */
    public String name() {
        return resource.name();
    }

    /** {@return its namespace; empty where none is written} */
    public String namespace() {
        return resource.namespace();
    }

    /**
     * Its data, as the API server stores it.
     *
     * @return maps, lists, strings, whole and other numbers, booleans and nulls; changes to it change nothing else
     * @throws dev.gitops.yaml.tree.YamlException where it cannot be printed, as a key that stands twice
     */
    public Map<String, @Nullable Object> data() {
        return KubernetesValues.printed(resource.root());
    }

    /** {@return the object as kustomize prints it} */
    public String text() {
        return YamlWriter.write(resource.root());
    }

    /**
     * Prints the object as kustomize does.
     *
     * @param out where to
     * @throws dev.gitops.yaml.tree.YamlException where it cannot be printed
     */
    public void print(StringBuilder out) {
        new YamlWriter(out).document(resource.root());
    }

    @Override
    public String toString() {
        return resource.toString();
    }
}
