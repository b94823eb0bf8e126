package dev.gitops.kustomize.transform;

import dev.gitops.kustomize.config.FieldSpec;
import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.resource.Gvk;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.kustomize.resource.ResourceId;
import dev.gitops.yaml.tree.Edits;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.YamlWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the object that a field of a referrer means, and writes its present name (and namespace) into the field. */
final class ReferenceUpdate implements FieldVisit.Action {

    private final Candidates candidates;
    private final Resource referrer;
    private final FieldSpec field;
    private final Gvk target;
    private final Set<String> boundNamespaces;

    ReferenceUpdate(
            Candidates candidates, Resource referrer, FieldSpec field, Gvk target, Set<String> boundNamespaces) {
        this.candidates = candidates;
        this.referrer = referrer;
        this.field = field;
        this.target = target;
        this.boundNamespaces = boundNamespaces;
    }

    @Override
    public void on(Node node) {
        if (node.isNull()) {
            return;
        }
        switch (node.kind()) {
            case SCALAR -> scalar(node);
            case MAPPING -> mapping(node);
            case SEQUENCE -> sequence(node);
            default -> throw new KustomizeException("node must be a scalar, sequence or map");
        }
    }

    private void sequence(Node node) {
        for (Node item : node.children()) {
            if (item.isNull()) {
                continue;
            }
            if (item.isScalar()) {
                scalar(item);
            } else if (item.isMapping()) {
                mapping(item);
            } else {
                throw new KustomizeException(
                        "an item of " + field.path() + " is expected to be either a string or a map of string");
            }
        }
    }

    private void scalar(Node node) {
        Resource found = select(candidates.named(node.value()), node.value(), false);
        if (found != null && !found.name().equals(node.value())) {
            Edits.set(node, Node.untagged(found.name()));
        }
    }

    /** A mapping with the name and perhaps the namespace of an object. */
    private void mapping(Node node) {
        Node name = node.get("name");
        if (name == null) {
            throw new KustomizeException("path config error; no 'name' field in node");
        }
        String oldName = name.value();
        Node namespace = node.get("namespace");
        List<Resource> named = candidates.named(oldName);
        if (namespace != null) {
            named = inNamespace(named, namespace.value());
        }
        Resource found = select(named, oldName, true);
        if (found == null || found.name().equals(oldName) && found.namespace().isEmpty()) {
            return;
        }
        Edits.set(node, "name", Node.untagged(found.name()), false);
        if (!found.namespace().isEmpty()) {
            Edits.set(node, "namespace", Node.untagged(found.namespace()), false);
        }
    }

    /** Those whose original namespace it is; where no object at all has it, those whose present one it is. */
    private List<Resource> inNamespace(List<Resource> named, String namespace) {
        boolean original = candidates.firstIn(namespace).stream().anyMatch(this::isReachable);
        List<Resource> in = new ArrayList<>();
        for (Resource resource : named) {
            ResourceId id = original ? resource.originalId() : resource.id();
            if (id.effectiveNamespace().equals(namespace)) {
                in.add(resource);
            }
        }
        return in;
    }

    private @Nullable Resource select(List<Resource> named, String oldName, boolean compareNamespaces) {
        if (named.isEmpty()) {
            return null;
        }
        List<Resource> left = new ArrayList<>(named.size());
        Gvk role = roleRef();
        for (Resource resource : named) {
            if (isReachable(resource)
                    && hadName(resource, oldName)
                    && wasOfType(resource, target)
                    && (role == null || wasOfType(resource, role))
                    && isInNamespace(resource)) {
                left.add(resource);
            }
        }
        if (left.size() == 1) {
            return left.get(0);
        }
        left = withAffixes(left, true);
        if (left.size() > 1) {
            left = withAffixes(left, false);
        }
        if (left.isEmpty()) {
            return null;
        }
        if (left.size() == 1 || areSame(left, compareNamespaces)) {
            return left.get(0);
        }
        throw ambiguous(left);
    }

    private boolean isReachable(Resource resource) {
        ResourceId own = referrer.id();
        if (own.isClusterScoped()) {
            return true;
        }
        ResourceId id = resource.id();
        return id.isClusterScoped()
                || id.effectiveNamespace().equals(own.effectiveNamespace())
                || boundNamespaces.contains(resource.namespace());
    }

    private boolean isInNamespace(Resource resource) {
        ResourceId own = referrer.id();
        if (own.isClusterScoped()) {
            return true;
        }
        ResourceId id = resource.id();
        return id.isClusterScoped()
                || resource.kind().equals("ServiceAccount")
                || id.effectiveNamespace().equals(own.effectiveNamespace());
    }

    private static boolean hadName(Resource resource, String name) {
        for (ResourceId id : resource.previousIds()) {
            if (id.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean wasOfType(Resource resource, Gvk type) {
        for (ResourceId id : resource.previousIds()) {
            if (id.gvk().isSelectedBy(type)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Gvk roleRef() {
        if (!field.path().endsWith("roleRef/name")) {
            return null;
        }
        Node role = referrer.root().get("roleRef");
        Node group = role == null ? null : role.get("apiGroup");
        Node kind = role == null ? null : role.get("kind");
        return group == null || kind == null ? null : new Gvk(group.value(), "", kind.value());
    }

    private List<Resource> withAffixes(List<Resource> resources, boolean emptyFits) {
        List<Resource> fitting = new ArrayList<>(resources.size());
        for (Resource resource : resources) {
            if (fits(resource.prefixes(), referrer.prefixes(), emptyFits)
                    && fits(resource.suffixes(), referrer.suffixes(), emptyFits)) {
                fitting.add(resource);
            }
        }
        return fitting;
    }

    /** Whether the shorter list is the end of the longer one. */
    private static boolean fits(List<String> a, List<String> b, boolean emptyFits) {
        if (a.isEmpty() || b.isEmpty()) {
            return emptyFits || a.isEmpty() && b.isEmpty();
        }
        List<String> longer = a.size() >= b.size() ? a : b;
        List<String> shorter = a.size() >= b.size() ? b : a;
        return longer.subList(longer.size() - shorter.size(), longer.size()).equals(shorter);
    }

    private static boolean areSame(List<Resource> resources, boolean compareNamespaces) {
        Resource first = resources.get(0);
        for (Resource resource : resources) {
            if (!resource.name().equals(first.name())
                    || compareNamespaces && !resource.namespace().equals(first.namespace())) {
                return false;
            }
        }
        return true;
    }

    private KustomizeException ambiguous(List<Resource> left) {
        StringBuilder text = new StringBuilder("found multiple possible referrals: ");
        for (int i = 0; i < left.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(left.get(i).id());
        }
        text.append("\n\n**** Too many possible referral targets to referrer:\n")
                .append(YamlWriter.write(referrer.root()));
        for (int i = 0; i < left.size(); i++) {
            text.append("\n--- possible referral ")
                    .append(i)
                    .append(":\n")
                    .append(YamlWriter.write(left.get(i).root()));
        }
        return new KustomizeException(text.toString());
    }
}
