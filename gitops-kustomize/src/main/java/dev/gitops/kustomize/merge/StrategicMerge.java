package dev.gitops.kustomize.merge;

import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.schema.FieldSchema;
import dev.gitops.kustomize.schema.Schemas;
import dev.gitops.yaml.tree.Edits;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.Tags;
import dev.gitops.yaml.tree.WrongKindException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Merges a patch into an object as kustomize does: mappings key by key, lists by their merge keys where the schema has some (the patch's
 * items come first), all else replaced. {@code $patch: delete|replace|merge} and null values are obeyed. Both trees are used up.
 */
public final class StrategicMerge {

    /** A null that the object itself spelled out; it stays. */
    private static final class Kept {
        static boolean is(@Nullable Node node) {
            return node != null && node.isNull() && !node.value().isEmpty();
        }
    }

    private final Schemas schemas;

    /**
     * Merges.
     *
     * @param schemas where merge keys are looked up
     */
    public StrategicMerge(Schemas schemas) {
        this.schemas = schemas;
    }

    /**
     * Merges a patch into an object.
     *
     * @param object the object
     * @param patch the patch
     * @return the merged object; null where the patch deletes it
     */
    public @Nullable Node merge(Node object, Node patch) {
        return walk(object, patch, null);
    }

    @Nullable
    Node walk(@Nullable Node dest, @Nullable Node origin, @Nullable FieldSchema given) {
        FieldSchema schema = given != null ? given : embedded(dest, origin);
        Node first = !missing(dest) ? dest : !missing(origin) ? origin : null;
        if (first == null) {
            return mapping(dest, origin, schema);
        }
        require(first.kind(), dest);
        require(first.kind(), origin);
        return switch (first.kind()) {
            case MAPPING -> mapping(dest, origin, schema);
            case SEQUENCE -> sequence(dest, origin, schema);
            case SCALAR -> origin != null ? origin : dest;
            case ALIAS -> null;
        };
    }

    private static void require(Node.Kind kind, @Nullable Node node) {
        if (node != null && !node.isNull() && node.kind() != kind) {
            throw new WrongKindException(kind, node);
        }
    }

    static boolean missing(@Nullable Node node) {
        return node == null || node.isNull();
    }

    /** The schema of an object that stands within another. */
    private @Nullable FieldSchema embedded(@Nullable Node dest, @Nullable Node origin) {
        FieldSchema found = dest == null ? null : ofObject(dest);
        return found != null || origin == null ? found : ofObject(origin);
    }

    private @Nullable FieldSchema ofObject(Node node) {
        if (!node.isMapping()) {
            return null;
        }
        String kind = node.text("kind");
        String apiVersion = kind.isEmpty() ? "" : node.text("apiVersion");
        return apiVersion.isEmpty() ? null : schemas.root(apiVersion, kind);
    }

    private @Nullable Node mapping(@Nullable Node dest, @Nullable Node origin, @Nullable FieldSchema schema) {
        Node target = target(dest, origin);
        if (target == null) {
            return null;
        }
        for (String key : keys(target, origin)) {
            Node before = target.get(key);
            Node incoming = origin == null ? null : origin.get(key);
            if (before == incoming && before != null && before.isScalar() && !before.isNull()) {
                continue;
            }
            if (incoming == null && before != null && !needsVisit(before)) {
                continue;
            }
            Node merged = walk(before, incoming, schema == null ? null : schema.field(key));
            boolean keep = incoming == null && Kept.is(before);
            Edits.set(target, key, merged, keep);
        }
        return target;
    }

    /** Whether a walk through what the patch does not touch can change anything: it drops nulls that were not spelled out, and stops at keys that are no texts. */
    private static boolean needsVisit(Node node) {
        if (node.isNull()) {
            return true;
        }
        if (node.isMapping()) {
            List<Node> all = node.children();
            for (int i = 0; i + 1 < all.size(); i += 2) {
                if (!all.get(i).isScalar() || needsVisit(all.get(i + 1))) {
                    return true;
                }
            }
            return false;
        }
        return node.isSequence();
    }

    /** The mapping that takes the fields: the object's, the patch's where it replaces or adds; null where the field goes. */
    private static @Nullable Node target(@Nullable Node dest, @Nullable Node origin) {
        if (missing(dest)) {
            if (origin != null && (origin.isMapping() || origin.isSequence())) {
                if (Directive.take(origin) == Directive.DELETE) {
                    return null;
                }
            }
            if (origin == null && Kept.is(dest)) {
                return Node.scalar(Tags.NULL, dest == null ? "" : dest.value());
            }
            return origin;
        }
        if (origin == null) {
            return dest;
        }
        if (origin.isNull()) {
            return null;
        }
        return switch (Directive.take(origin)) {
            case DELETE -> null;
            case REPLACE -> origin;
            case MERGE -> dest;
        };
    }

    private static Set<String> keys(Node target, @Nullable Node origin) {
        Set<String> keys = new LinkedHashSet<>();
        collect(target, keys);
        if (origin != null && origin != target) {
            collect(origin, keys);
        }
        return keys;
    }

    private static void collect(Node node, Set<String> keys) {
        if (!node.isMapping()) {
            return;
        }
        List<Node> all = node.children();
        for (int i = 0; i + 1 < all.size(); i += 2) {
            Node key = all.get(i);
            if (!key.isScalar()) {
                throw new WrongKindException(Node.Kind.SCALAR, key);
            }
            keys.add(key.value());
        }
    }

    private @Nullable Node sequence(@Nullable Node dest, @Nullable Node origin, @Nullable FieldSchema schema) {
        if (schema == null || !schema.merges()) {
            return origin != null ? origin : dest;
        }
        Node target;
        if (missing(dest)) {
            target = origin;
        } else if (origin == null) {
            target = dest;
        } else if (origin.isNull()) {
            return null;
        } else {
            target = switch (Directive.take(origin)) {
                case DELETE -> null;
                case REPLACE -> origin;
                case MERGE -> dest;
            };
        }
        return target == null ? null : new ListMerge(this, schema, target, origin).merge();
    }

    /** The value of a directive, taken out of the patch. */
    enum Directive {
        DELETE,
        REPLACE,
        MERGE;

        private static final String KEY = "$patch";

        static Directive take(Node patch) {
            if (patch.isMapping()) {
                Node value = patch.get(KEY);
                if (value == null) {
                    return MERGE;
                }
                Directive directive = of(value.value());
                patch.remove(KEY);
                return directive;
            }
            if (patch.isSequence()) {
                return ofSequence(patch);
            }
            throw new KustomizeException("no implemented strategic merge patch strategy for '" + patch.tag() + "' ('"
                    + patch.value() + "')");
        }

        private static Directive ofSequence(Node patch) {
            Node holder = null;
            for (Node item : patch.children()) {
                if (item.isMapping() && item.get(KEY) != null) {
                    holder = item;
                    break;
                }
            }
            if (holder == null || holder.children().size() > 2) {
                return MERGE;
            }
            Directive directive = of(holder.text(KEY));
            ArrayList<Node> rest = new ArrayList<>();
            String value = holder.text(KEY);
            for (Node item : patch.children()) {
                boolean same = item.isMapping()
                        && item.get(KEY) != null
                        && item.text(KEY).equals(value);
                if (!same
                        && !item.isNull()
                        && !(item.isMapping() && item.children().isEmpty())) {
                    rest.add(item);
                }
            }
            patch.children(rest);
            return directive;
        }

        private static Directive of(String text) {
            return switch (text) {
                case "delete" -> DELETE;
                case "replace" -> REPLACE;
                case "merge" -> MERGE;
                default -> throw new KustomizeException("unknown patch strategy '" + text + "'");
            };
        }
    }
}
