package dev.gitops.kustomize.transform;

import dev.gitops.kustomize.config.FieldSpec;
import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.kustomize.resource.ResourceId;
import dev.gitops.kustomize.resource.ResourceSet;
import dev.gitops.yaml.tree.Edits;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.Tags;
import dev.gitops.yaml.tree.WrongKindException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sets the namespace: of objects that live in one, in the subjects of role bindings, and where specifications say. */
public final class NamespaceTransformer implements Transformer {

    private static final String METADATA_NAMESPACE = "metadata/namespace";
    private static final FieldSpec NAMESPACE = FieldSpec.of(METADATA_NAMESPACE, true);
    private static final Set<String> MODES = Set.of("defaultOnly", "allServiceAccounts", "none");

    private final String namespace;
    private final List<FieldSpec> specs;
    private final boolean unsetOnly;
    private final String subjects;

    /**
     * A transformer.
     *
     * @param namespace the namespace
     * @param specs further fields that get it
     * @param unsetOnly whether only empty fields are set
     * @param subjects which subjects of role bindings get it: {@code defaultOnly}, {@code allServiceAccounts} or {@code none}
     */
    public NamespaceTransformer(String namespace, List<FieldSpec> specs, boolean unsetOnly, String subjects) {
        this.namespace = namespace;
        this.specs = specs;
        this.unsetOnly = unsetOnly;
        this.subjects = subjects.isEmpty() ? "defaultOnly" : subjects;
        if (!MODES.contains(this.subjects)) {
            throw new KustomizeException("invalid value \"" + subjects + "\" for setRoleBindingSubjects: "
                    + "must be one of \"defaultOnly\", \"none\" or \"allServiceAccounts\"");
        }
    }

    @Override
    public void transform(ResourceSet set) {
        if (namespace.isEmpty()) {
            return;
        }
        Map<ResourceId, Integer> counts = new HashMap<>(set.size() * 2);
        for (Resource resource : set.all()) {
            counts.merge(resource.id(), 1, Integer::sum);
        }
        for (Resource resource : set.all()) {
            if (resource.isEmpty() || resource.isMadeByHelm()) {
                continue;
            }
            resource.rememberId();
            counts.merge(resource.id(), -1, Integer::sum);
            apply(resource);
            if (counts.merge(resource.id(), 1, Integer::sum) > 1) {
                throw conflict(set, resource);
            }
        }
        set.changed();
    }

    private static KustomizeException conflict(ResourceSet set, Resource resource) {
        List<String> same = new ArrayList<>();
        for (Resource other : set.all()) {
            if (other.id().equals(resource.id())) {
                same.add(other.toString());
            }
        }
        return new KustomizeException("namespace transformation produces ID conflict: " + same);
    }

    /** Sets the namespace of one object. */
    void apply(Resource resource) {
        boolean core = resource.apiVersion().equals("v1");
        if (!resource.id().isClusterScoped()) {
            new FieldVisit(NAMESPACE, this::set, Node.Kind.SCALAR, Tags.NONE).visitAny(resource);
        }
        String kind = resource.kind();
        boolean binding = kind.equals("RoleBinding") || kind.equals("ClusterRoleBinding");
        if (binding) {
            subjects(resource);
        }
        for (FieldSpec spec : specs) {
            boolean own = spec.path().equals(METADATA_NAMESPACE)
                    || !core && spec.path().equals("metadata/name")
                    || binding && isBinding(spec.gvk().kind()) && spec.path().equals("subjects/namespace");
            if (!own) {
                further(resource, spec);
            }
        }
    }

    private static boolean isBinding(String kind) {
        return kind.equals("RoleBinding") || kind.equals("ClusterRoleBinding");
    }

    private void further(Resource resource, FieldSpec spec) {
        try {
            new FieldVisit(spec, this::set, Node.Kind.SCALAR, Tags.STRING).visit(resource);
        } catch (FieldException e) {
            boolean kind = e.getCause() instanceof WrongKindException wrong && wrong.actual() != Node.Kind.SCALAR;
            throw KustomizeException.wrap(
                    kind ? "namespace field specs must target scalar nodes" : "namespace transformation failed", e);
        }
    }

    private void subjects(Resource resource) {
        Node list = subjects.equals("none") ? null : resource.root().get("subjects");
        if (list == null || list.isNull()) {
            return;
        }
        if (!list.isSequence()) {
            throw KustomizeException.wrap(
                    "setting namespace on (cluster)role binding subjects",
                    new WrongKindException(Node.Kind.SEQUENCE, list));
        }
        boolean all = subjects.equals("allServiceAccounts");
        for (Node subject : list.children()) {
            boolean meant = all
                    ? subject.text("kind").equals("ServiceAccount")
                    : subject.text("name").equals("default");
            if (meant) {
                Node field = subject.get("namespace");
                if (field == null) {
                    field = Node.untagged("");
                    subject.append("namespace", field);
                }
                set(field);
            }
        }
    }

    private void set(Node field) {
        if (unsetOnly && !field.isNull() && !field.value().isEmpty()) {
            return;
        }
        Edits.set(field, Node.scalar(Tags.STRING, namespace));
    }
}
