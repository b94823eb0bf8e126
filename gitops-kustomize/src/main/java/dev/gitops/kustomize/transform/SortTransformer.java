package dev.gitops.kustomize.transform;

import dev.gitops.kustomize.config.KindOrder;
import dev.gitops.kustomize.config.SortOptions;
import dev.gitops.kustomize.resource.Gvk;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.kustomize.resource.ResourceId;
import dev.gitops.kustomize.resource.ResourceSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Orders objects by kind, then by type, namespace and name. */
public final class SortTransformer implements Transformer {

    private final SortOptions options;

    /**
     * A transformer.
     *
     * @param options the order
     */
    public SortTransformer(SortOptions options) {
        options.check();
        this.options = options;
    }

    private record Entry(Resource resource, int rank, String type, boolean coreNamespace, String id) {}

    @Override
    public void transform(ResourceSet set) {
        if (!options.order().equals("legacy")) {
            return;
        }
        SortOptions.Legacy legacy = options.legacy();
        List<String> first = legacy == null ? KindOrder.FIRST : legacy.first();
        List<String> last = legacy == null ? KindOrder.LAST : legacy.last();
        Map<String, Integer> ranks = new HashMap<>();
        for (int i = 0; i < first.size(); i++) {
            ranks.put(first.get(i), i - first.size());
        }
        for (int i = 0; i < last.size(); i++) {
            ranks.put(last.get(i), i + 1);
        }
        List<Entry> entries = new ArrayList<>(set.size());
        for (Resource resource : set.all()) {
            entries.add(entry(resource, ranks));
        }
        entries.sort(SortTransformer::compare);
        List<Resource> sorted = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            sorted.add(entry.resource);
        }
        set.replace(sorted);
        set.checkDistinct();
    }

    private static Entry entry(Resource resource, Map<String, Integer> ranks) {
        ResourceId id = resource.id();
        Gvk gvk = id.gvk();
        String namespace = id.namespace().isEmpty() ? "~X" : id.namespace();
        String name = id.name().isEmpty() ? "~N" : id.name();
        boolean core = gvk.kind().equals("Namespace") && gvk.group().isEmpty();
        return new Entry(
                resource, ranks.getOrDefault(gvk.kind(), 0), gvk.sortKey(), core, gvk + "|" + namespace + "|" + name);
    }

    private static int compare(Entry a, Entry b) {
        if (a.rank != b.rank) {
            return Integer.compare(a.rank, b.rank);
        }
        int types = a.type.compareTo(b.type);
        if (types != 0) {
            boolean namespaces =
                    a.resource.kind().equals("Namespace") && b.resource.kind().equals("Namespace");
            return namespaces && (a.coreNamespace || b.coreNamespace) ? -types : types;
        }
        return a.id.compareTo(b.id);
    }
}
