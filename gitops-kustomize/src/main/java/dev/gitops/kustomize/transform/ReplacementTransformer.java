package dev.gitops.kustomize.transform;

import dev.gitops.kustomize.config.PathParts;
import dev.gitops.kustomize.config.Replacement;
import dev.gitops.kustomize.config.Selector;
import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.kustomize.resource.ResourceId;
import dev.gitops.kustomize.resource.ResourceSet;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.WrongKindException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Copies values from a field of one object into fields of others. */
public final class ReplacementTransformer implements Transformer {

    private final List<Replacement> replacements;

    /**
     * A transformer.
     *
     * @param replacements what is copied where
     */
    public ReplacementTransformer(List<Replacement> replacements) {
        this.replacements = replacements;
    }

    @Override
    public void transform(ResourceSet set) {
        for (Replacement replacement : replacements) {
            Replacement.Source source = replacement.source();
            List<Replacement.Target> targets = replacement.targets();
            String given = replacement.sourceValue();
            if (source == null && given == null || targets == null) {
                throw new KustomizeException("replacements must specify a source and at least one target");
            }
            if (source != null && given != null) {
                throw new KustomizeException("value and resource selectors are mutually exclusive");
            }
            Node value = source != null ? value(set, source) : Node.untagged(Objects.requireNonNull(given));
            for (Replacement.Target target : targets) {
                apply(set, value, target);
            }
            set.changed();
        }
    }

    private static Node value(ResourceSet set, Replacement.Source source) {
        Node found;
        Resource resource = source(set, source);
        try {
            found = Lookup.path(resource.root(), PathParts.bracketed(source.fieldPath()));
        } catch (KustomizeException | WrongKindException e) {
            throw KustomizeException.wrap("error looking up replacement source", e);
        }
        if (found == null || found.isNullOrEmpty()) {
            throw new KustomizeException(
                    "fieldPath `" + source.fieldPath() + "` is missing for replacement source " + source.id());
        }
        Replacement.Options options = source.options();
        if (options == null || options.delimiter().isEmpty()) {
            return found;
        }
        if (!found.isScalar()) {
            throw new KustomizeException("delimiter option can only be used with scalar nodes");
        }
        String[] parts = found.value().split(Pattern.quote(options.delimiter()), -1);
        if (options.index() < 0 || options.index() >= parts.length) {
            throw new KustomizeException(
                    "options.index " + options.index() + " is out of bounds for value " + found.value());
        }
        Node part = found.copy();
        part.value(parts[(int) options.index()]);
        return part;
    }

    private static Resource source(ResourceSet set, Replacement.Source source) {
        ResourceId id = source.id();
        List<Resource> candidates = id.name().isEmpty() ? set.all() : set.withAnyName(id.name());
        Resource found = null;
        for (Resource resource : candidates) {
            if (isSelected(resource, id)) {
                if (found != null) {
                    throw new KustomizeException("multiple matches for selector " + source);
                }
                found = resource;
            }
        }
        if (found == null) {
            throw new KustomizeException("nothing selected by " + source);
        }
        return found;
    }

    private static boolean isSelected(Resource resource, ResourceId selector) {
        if (plain(resource.id()).isSelectedBy(selector)) {
            return true;
        }
        for (ResourceId before : resource.previousIds()) {
            if (before.isSelectedBy(selector)) {
                return true;
            }
        }
        return false;
    }

    /** The scope of an object does not matter to replacements. */
    private static ResourceId plain(ResourceId id) {
        return id.isClusterScoped() ? ResourceId.of(id.gvk(), id.name(), id.namespace(), false) : id;
    }

    private static void apply(ResourceSet set, Node value, Replacement.Target target) {
        Selector select = target.select();
        if (select == null) {
            throw new KustomizeException("target must specify resources to select");
        }
        IdPattern selected = IdPattern.of(select);
        List<IdPattern> rejected = target.reject().stream().map(IdPattern::of).toList();
        PairSelector labels = PairSelector.parse(select.labelSelector());
        PairSelector annotations = PairSelector.parse(select.annotationSelector());
        List<Resource> candidates = selected.exactName().isEmpty() ? set.all() : set.withAnyName(selected.exactName());
        for (Resource resource : List.copyOf(candidates)) {
            boolean meant = selected.matchesAny(resource)
                    && (labels.isEmpty() || labels.matches(resource.metadataMap("labels")))
                    && (annotations.isEmpty() || annotations.matches(resource.metadataMap("annotations")))
                    && !isRejected(resource, target.reject(), rejected);
            if (meant) {
                copy(resource, value, target);
            }
        }
    }

    private static boolean isRejected(Resource resource, List<Selector> rejects, List<IdPattern> patterns) {
        for (int i = 0; i < rejects.size(); i++) {
            Selector reject = rejects.get(i);
            boolean pairs = !reject.labelSelector().isEmpty()
                    || !reject.annotationSelector().isEmpty();
            if (pairs
                    && PairSelector.parse(reject.labelSelector()).matches(resource.metadataMap("labels"))
                    && PairSelector.parse(reject.annotationSelector()).matches(resource.metadataMap("annotations"))) {
                return true;
            }
            if (!reject.isIdEmpty() && patterns.get(i).matchesAny(resource)) {
                return true;
            }
        }
        return false;
    }

    private static void copy(Resource resource, Node value, Replacement.Target target) {
        Replacement.Options options = target.options();
        boolean create = options != null && options.create();
        for (String path : target.fieldPaths()) {
            String problem =
                    "unable to find " + (create ? "or create " : "") + "field \"" + path + "\" in replacement target";
            if (StructuredText.set(resource.root(), PathParts.bracketed(path), create ? value.kind() : null, field -> {
                set(field, value.copy(), options);
            })) {
                continue;
            }
            List<Node> fields;
            try {
                fields =
                        new PathMatcher(create ? value.kind() : null).match(resource.root(), PathParts.bracketed(path));
            } catch (KustomizeException | WrongKindException e) {
                throw KustomizeException.wrap(problem, e);
            }
            if (fields.isEmpty()) {
                throw new KustomizeException(problem + " " + resource.id());
            }
            for (Node field : fields) {
                set(field, value.copy(), options);
            }
        }
    }

    private static void set(Node field, Node value, Replacement.@org.jspecify.annotations.Nullable Options options) {
        if (options != null && !options.delimiter().isEmpty()) {
            if (!field.isScalar()) {
                throw new KustomizeException("delimiter option can only be used with scalar nodes");
            }
            String delimiter = options.delimiter();
            List<String> parts = new ArrayList<>(Arrays.asList(field.value().split(Pattern.quote(delimiter), -1)));
            String part = value.isNull() ? "" : value.value();
            if (options.index() < 0) {
                parts.add(0, part);
            } else if (options.index() >= parts.size()) {
                parts.add(part);
            } else {
                parts.set((int) options.index(), part);
            }
            value.value(String.join(delimiter, parts));
        }
        if (field.isScalar()) {
            field.value(value.value());
        } else {
            field.become(value);
        }
    }
}
