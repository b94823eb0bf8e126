package dev.gitops.kustomize.target;

import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.kustomize.resource.ResourceSet;
import dev.gitops.yaml.tree.YamlWriter;
import java.util.ArrayList;
import java.util.List;

/** Runs validators: transformers that may refuse the objects, and must not change them. */
record Validation(List<Step> steps) {

    void run(ResourceSet set) {
        for (Step step : steps) {
            List<String> before = print(set);
            ResourceSet copy = new ResourceSet();
            List<Resource> copies = new ArrayList<>();
            set.all().forEach(resource -> copies.add(resource.copy()));
            copy.replace(copies);
            step.transformer().transform(copy);
            if (!print(copy).equals(before)) {
                throw new KustomizeException("validator shouldn't modify the resource map");
            }
        }
    }

    private static List<String> print(ResourceSet set) {
        List<String> texts = new ArrayList<>(set.size());
        for (Resource resource : set.all()) {
            texts.add(YamlWriter.write(resource.root()));
        }
        return texts;
    }
}
