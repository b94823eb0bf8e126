package dev.gitops.kustomize.transform;

import dev.gitops.kustomize.config.FieldSpec;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.kustomize.resource.ResourceSet;
import dev.gitops.yaml.tree.Edits;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sets labels or annotations. */
public final class PairTransformer implements Transformer {

    private final Map<String, String> pairs;
    private final List<FieldSpec> specs;

    /**
     * A transformer.
     *
     * @param pairs the labels or annotations
     * @param specs the mappings that get them
     */
    public PairTransformer(Map<String, String> pairs, List<FieldSpec> specs) {
        this.pairs = new TreeMap<>(pairs);
        this.specs = specs;
    }

    @Override
    public void transform(ResourceSet set) {
        if (pairs.isEmpty()) {
            return;
        }
        SpecIndex index = new SpecIndex(specs);
        for (Resource resource : set.all()) {
            List<FieldSpec> matching = index.of(resource.gvk());
            List<Node> values = new ArrayList<>(pairs.size());
            for (String value : pairs.values()) {
                values.add(Node.scalar(Tags.STRING, value));
            }
            for (int i = 0; i < matching.size(); i++) {
                FieldVisit.Action action = field -> set(field, values);
                new FieldVisit(matching.get(i), action, Node.Kind.MAPPING, Tags.MAP).visitAny(resource);
            }
        }
    }

    /** The same node for a pair in all fields of an object: what changes it later, in one place, changes it in all. */
    private void set(Node field, List<Node> values) {
        int i = 0;
        for (String key : pairs.keySet()) {
            Edits.set(field, key, values.get(i++), false);
        }
    }
}
