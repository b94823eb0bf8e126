package dev.gitops.kustomize.transform;

import dev.gitops.kustomize.config.FieldSpec;
import dev.gitops.kustomize.config.NameReference;
import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.resource.Gvk;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.kustomize.resource.ResourceSet;
import dev.gitops.yaml.tree.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rewrites names that refer to objects whose names have changed. */
public final class NameReferenceTransformer implements Transformer {

    /** A field that may hold the name of an object of a type. */
    private record Reference(FieldSpec field, Gvk target) {}

    private final List<NameReference> references;
    private final Map<Gvk, List<Reference>> byReferrer = new HashMap<>();

    /**
     * A transformer.
     *
     * @param references which fields refer to which types
     */
    public NameReferenceTransformer(List<NameReference> references) {
        this.references = references;
    }

    @Override
    public void transform(ResourceSet set) {
        Candidates candidates = new Candidates(set);
        for (Resource referrer : set.all()) {
            List<Reference> own = own(referrer.originalId().gvk());
            if (own.isEmpty()) {
                continue;
            }
            Set<String> bound = boundNamespaces(referrer);
            if (candidates.isEmpty()) {
                continue;
            }
            for (int i = 0; i < own.size(); i++) {
                Reference reference = own.get(i);
                ReferenceUpdate update =
                        new ReferenceUpdate(candidates, referrer, reference.field, reference.target, bound);
                try {
                    new FieldVisit(reference.field, update).visitAny(referrer);
                } catch (FieldException e) {
                    throw KustomizeException.wrap(
                            "updating name reference in '" + reference.field.path() + "' field of '" + referrer.id()
                                    + "'",
                            e);
                }
            }
        }
    }

    private List<Reference> own(Gvk gvk) {
        List<Reference> found = byReferrer.get(gvk);
        if (found == null) {
            found = new ArrayList<>();
            for (NameReference reference : references) {
                for (FieldSpec field : reference.referrers()) {
                    if (gvk.isSelectedBy(field.gvk())) {
                        found.add(new Reference(field, reference.target()));
                    }
                }
            }
            byReferrer.put(gvk, found);
        }
        return found;
    }

    /** The namespaces of the service accounts a role binding binds: it may refer to those, too. */
    private static Set<String> boundNamespaces(Resource referrer) {
        if (!referrer.kind().equals("RoleBinding")) {
            return Set.of();
        }
        Node subjects = referrer.root().get("subjects");
        if (subjects == null || !subjects.isSequence()) {
            return Set.of();
        }
        Set<String> namespaces = new HashSet<>();
        for (Node subject : subjects.children()) {
            Node namespace = subject.get("namespace");
            if (namespace != null && subject.text("kind").equals("ServiceAccount")) {
                if (!namespace.isString()) {
                    throw new KustomizeException(
                            "Invalid Input: namespace is blank for resource \"" + referrer.id() + "\"");
                }
                namespaces.add(namespace.value());
            }
        }
        return namespaces;
    }
}
