package dev.gitops.kustomize.transform;

import dev.gitops.kustomize.resource.Resource;
import dev.gitops.kustomize.resource.ResourceId;
import dev.gitops.kustomize.resource.ResourceSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The objects that once had another identity, by each name they had. */
final class Candidates {

    private final Map<String, List<Resource>> byFormerName;

    private final Map<String, List<Resource>> byFirstNamespace = new HashMap<>();

    Candidates(ResourceSet set) {
        byFormerName = new HashMap<>(set.size() * 2 + 16);
        for (Resource resource : set.all()) {
            if (!resource.id().isClusterScoped()) {
                byFirstNamespace
                        .computeIfAbsent(resource.originalId().effectiveNamespace(), n -> new ArrayList<>(1))
                        .add(resource);
            }
            for (ResourceId id : resource.previousIds()) {
                List<Resource> same = byFormerName.computeIfAbsent(id.name(), n -> new ArrayList<>(1));
                if (same.isEmpty() || same.get(same.size() - 1) != resource) {
                    same.add(resource);
                }
            }
        }
    }

    boolean isEmpty() {
        return byFormerName.isEmpty();
    }

    /** The objects, of any name and kind, that stood in a namespace first. */
    List<Resource> firstIn(String namespace) {
        return byFirstNamespace.getOrDefault(namespace, List.of());
    }

    List<Resource> named(String name) {
        return byFormerName.getOrDefault(name, List.of());
    }
}
