package dev.gitops.kustomize.resource;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The identities that an object had. Immutable, but for what it has worked out already. */
final class Past {

    static final Past NONE = new Past(List.of());

    /** An earlier identity; its group and version are those of the present one. */
    private record Earlier(String name, String namespace, String kind) {}

    private final List<Earlier> earlier;
    private @Nullable List<ResourceId> known;

    private Past(List<Earlier> earlier) {
        this.earlier = earlier;
    }

    boolean isEmpty() {
        return earlier.isEmpty();
    }

    Past with(ResourceId now) {
        List<Earlier> longer = new ArrayList<>(earlier);
        longer.add(new Earlier(now.name(), now.effectiveNamespace(), now.gvk().kind()));
        return new Past(longer);
    }

    /** Oldest first. */
    List<ResourceId> ids(String apiVersion) {
        List<ResourceId> ids = known;
        if (earlier.isEmpty() || ids != null && ids.get(0).gvk().apiVersion().equals(apiVersion)) {
            return ids == null ? List.of() : ids;
        }
        Gvk now = Gvk.of(apiVersion, "");
        ids = new ArrayList<>(earlier.size());
        for (Earlier e : earlier) {
            ids.add(ResourceId.of(new Gvk(now.group(), now.version(), e.kind), e.name, e.namespace, false));
        }
        known = ids;
        return ids;
    }
}
