package dev.gitops.kustomize;

import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.yaml.tree.YamlException;
import dev.gitops.yaml.tree.YamlWriter;
import java.util.ArrayList;
import java.util.List;

/** What a build gave. */
public final class BuildResult {

    private final List<Resource> resources;
    private final List<String> dependencies;
    private final List<String> warnings;

    BuildResult(List<Resource> resources, List<String> dependencies, List<String> warnings) {
        this.resources = resources;
        this.dependencies = dependencies;
        this.warnings = warnings;
    }

    /** {@return the objects, in the order they are printed} */
    public List<BuiltResource> resources() {
        List<BuiltResource> built = new ArrayList<>(resources.size());
        for (Resource resource : resources) {
            built.add(new BuiltResource(resource));
        }
        return built;
    }

    /**
     * The closure of the build: the real paths of all files it read, and of those it would have read had they been there (the other names
     * of a kustomization). A change to none of them cannot change the result.
     *
     * @return the paths, sorted
     */
    public List<String> dependencies() {
        return dependencies;
    }

    /** {@return what to tell the user of deprecated fields} */
    public List<String> warnings() {
        return warnings;
    }

    /** {@return the images of all containers, in the order of the objects} */
    public List<ContainerImage> images() {
        List<ContainerImage> images = new ArrayList<>();
        for (Resource resource : resources) {
            ContainerImages.collect(resource, images);
        }
        return images;
    }

    /**
     * The objects as kustomize prints them.
     *
     * @return YAML, a document for each object
     * @throws KustomizeException where an object holds what cannot be printed, as a key that stands twice
     */
    public String text() {
        StringBuilder text = new StringBuilder(resources.size() * 512);
        YamlWriter writer = new YamlWriter(text);
        for (Resource resource : resources) {
            if (text.length() > 0) {
                text.append("---\n");
            }
            try {
                writer.document(resource.root());
            } catch (YamlException e) {
                throw KustomizeException.wrap("printing " + resource.id(), e);
            }
        }
        return text.toString();
    }
}
