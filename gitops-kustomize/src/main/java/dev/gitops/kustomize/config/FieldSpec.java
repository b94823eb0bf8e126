package dev.gitops.kustomize.config;

import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.resource.Gvk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A field of objects of some types.
 *
 * @param gvk the types; empty parts stand for any
 * @param path the field's path, {@code /} between the names
 * @param create whether the field is made where it is missing
 * @param parts the path's names, escapes resolved
 */
public record FieldSpec(Gvk gvk, String path, boolean create, List<String> parts) {

    /**
     * A field.
     *
     * @param gvk the types
     * @param path the path
     * @param create whether it is made where it is missing
     * @return the specification
     */
    public static FieldSpec of(Gvk gvk, String path, boolean create) {
        return new FieldSpec(gvk, path, create, PathParts.split(path, '/'));
    }

    /**
     * A field of objects of any type.
     *
     * @param path the path
     * @param create whether it is made where it is missing
     * @return the specification
     */
    public static FieldSpec of(String path, boolean create) {
        return of(Gvk.ANY, path, create);
    }

    static FieldSpec read(Fields fields) {
        Gvk gvk = new Gvk(fields.text("group"), fields.text("version"), fields.text("kind"));
        return of(gvk, fields.text("path"), fields.flag("create"));
    }

    /**
     * Specifications with further ones added; what is there already is not added again.
     *
     * @param present what is there
     * @param further what to add
     * @return both
     * @throws KustomizeException where the same field is to be made in one and not in the other
     */
    public static List<FieldSpec> merge(List<FieldSpec> present, List<FieldSpec> further) {
        if (further.isEmpty() || present == further) {
            return present;
        }
        if (present.isEmpty()) {
            return merge(List.of(further.get(0)), further);
        }
        List<FieldSpec> all = new ArrayList<>(present);
        Map<String, List<FieldSpec>> byPath = new HashMap<>();
        for (FieldSpec spec : present) {
            byPath.computeIfAbsent(spec.path, p -> new ArrayList<>(2)).add(spec);
        }
        for (FieldSpec spec : further) {
            List<FieldSpec> same = byPath.computeIfAbsent(spec.path, p -> new ArrayList<>(2));
            FieldSpec found = null;
            for (FieldSpec candidate : same) {
                if (candidate.gvk.isSelectedBy(spec.gvk)) {
                    found = candidate;
                    break;
                }
            }
            if (found == null) {
                all.add(spec);
                same.add(spec);
            } else if (found.create != spec.create) {
                throw new KustomizeException("conflicting fieldspecs: " + spec.gvk + " " + spec.path
                        + " is to be created in one and not in the other");
            }
        }
        return all.size() == present.size() ? present : all;
    }

    static int order(Gvk a, Gvk b) {
        int rank = Integer.compare(KindOrder.rank(a.kind()), KindOrder.rank(b.kind()));
        return rank != 0 ? rank : a.sortKey().compareTo(b.sortKey());
    }

    static List<FieldSpec> sorted(List<FieldSpec> specs) {
        if (specs.size() < 2) {
            return specs;
        }
        List<FieldSpec> all = new ArrayList<>(specs);
        all.sort((a, b) -> order(a.gvk, b.gvk));
        return all;
    }
}
