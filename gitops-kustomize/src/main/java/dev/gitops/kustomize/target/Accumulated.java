package dev.gitops.kustomize.target;

import dev.gitops.kustomize.config.TransformerConfig;
import dev.gitops.kustomize.config.Var;
import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.kustomize.resource.ResourceId;
import dev.gitops.kustomize.resource.ResourceSet;
import dev.gitops.kustomize.transform.NameReferenceTransformer;
import dev.gitops.kustomize.transform.VarTransformer;
import dev.gitops.kustomize.transform.VarValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a kustomization has gathered: objects, where transformers look, and vars. */
final class Accumulated {

    private final ResourceSet set = new ResourceSet();
    private TransformerConfig config = TransformerConfig.empty();
    private final Map<String, Var> vars = new TreeMap<>();

    ResourceSet set() {
        return set;
    }

    TransformerConfig config() {
        return config;
    }

    void merge(TransformerConfig further) {
        config = config.merge(further);
    }

    /** What a component has added is taken over as that of a base is: fields that it names beside those of every type may conflict. */
    void takeOverComponent() {
        config = TransformerConfig.empty().merge(config);
    }

    /** Takes over what a base has gathered. */
    void merge(Accumulated other) {
        set.appendAll(other.set.all());
        merge(other.config);
        other.vars.values().forEach(this::add);
    }

    private void add(Var variable) {
        if (vars.putIfAbsent(variable.name(), variable) != null) {
            throw new KustomizeException("var '" + variable.name() + "' already encountered");
        }
    }

    /** Takes vars and notes, with the objects they point at, that they do. */
    void addVars(List<Var> further) {
        for (Var variable : further) {
            List<Resource> found = pointedAt(variable.id());
            if (found.size() > 1) {
                throw new KustomizeException(
                        "found " + found.size() + " resId matches for var " + variable + " (unable to disambiguate)");
            }
            if (found.size() == 1) {
                found.get(0).addVariable(variable.name());
            }
        }
        further.forEach(this::add);
    }

    private List<Resource> pointedAt(ResourceId id) {
        if (!id.namespace().isEmpty()) {
            return set.withAnyId(id);
        }
        return set.withAnyName(id.name()).stream()
                .filter(resource -> isMeant(resource, id))
                .toList();
    }

    private static boolean isMeant(Resource resource, ResourceId id) {
        if (resource.name().equals(id.name()) && resource.gvk().equals(id.gvk())) {
            return true;
        }
        for (ResourceId before : resource.previousIds()) {
            if (before.name().equals(id.name()) && before.gvk().equals(id.gvk())) {
                return true;
            }
        }
        return false;
    }

    void fixNameReferences() {
        new NameReferenceTransformer(config.nameReferences()).transform(set);
    }

    void resolveVars() {
        if (vars.isEmpty()) {
            return;
        }
        Map<String, Resource> sources = new HashMap<>();
        for (Resource resource : set.all()) {
            for (String name : resource.variables()) {
                sources.putIfAbsent(name, resource);
            }
        }
        Map<String, Object> values = new HashMap<>();
        for (Var variable : vars.values()) {
            Resource source = sources.get(variable.name());
            if (source == null) {
                throw new KustomizeException(
                        "var '" + variable + "' cannot be mapped to a field in the set of known resources");
            }
            Object value = VarValue.of(source, variable.fieldPath());
            if (value == null) {
                throw new KustomizeException(
                        "field specified in var '" + variable + "' not found in corresponding resource");
            }
            values.put(variable.name(), value);
        }
        new VarTransformer(values, config.varReferences()).transform(set);
    }
}
