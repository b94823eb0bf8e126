package dev.gitops.kustomize.fuzz;

import java.util.List;
import java.util.Random;

/** Fields that kustomize has, or reads otherwise, since 5.8, and YAML as people seldom write it. They have a source of chance of their own: older seeds keep their trees. */
final class RandomNewer {

    private static final List<String> ODD = List.of(
            "a: {b: , c: , d: ~}\n",
            "a: [{x: }, {y: null}]\n",
            "a: &n\nb: *n\n",
            "a: &l\n- x\n- y\nb: *l\n",
            "a: !!seq\n- x\nb: !!str 5\n",
            "a: \"80\"\t# the port\nb: web\t\t# its name\n",
            "a: {t: 2001-12-14 21:59:43}\nb: 2001-12-14 21:59:43\nc: [2023-01-02T03:04:05.000000Z]\n",
            "a: -99999999999999999999\nb: 18446744073709551615\nc: -9223372036854775808\nd: 1e400\n",
            "a: {\"<<\": {p: 1}, q: 2}\nb: {<<: {p: 1}, p: 2}\n",
            "a: \"x\\Ny\\L\\_z\"\nb: \"tab\\there\"\n",
            "a: &x {p: 1}\nb: {<<: [*x, {q: 2}], r: 3}\n",
            "a: >\n  x\n\n   y\n\n  z\nb: |2\n   q\n",
            "? a\n: b\n? c d\n: [? e : f]\n",
            "a: [yes, On, 0o14, 0b11, 1_000, .5, 1., 08]\n");

    private final Random chance;
    private final List<RandomObject> objects;

    RandomNewer(long seed, List<RandomObject> objects) {
        chance = new Random(seed * 31 + 5);
        this.objects = objects;
    }

    /** An object of odd YAML, with a name of its own. */
    String odd() {
        StringBuilder text = new StringBuilder("apiVersion: example.com/v1\nkind: Odd\nmetadata: {name: odd}\n");
        text.append("first:\n")
                .append(ODD.get(chance.nextInt(ODD.size())).indent(2).replaceAll("(?m)^\\s+$", ""));
        text.append("second:\n")
                .append(ODD.get(chance.nextInt(ODD.size())).indent(2).replaceAll("(?m)^\\s+$", ""));
        return text.toString();
    }

    boolean makes(int oneIn) {
        return chance.nextInt(oneIn) == 0;
    }

    /** Whether a label goes to claim templates. */
    String claims() {
        return makes(2) ? "  includeVolumeClaimTemplates: true\n" : "";
    }

    void write(StringBuilder out) {
        if (makes(4) && !out.toString().contains("replacements:")) {
            replacement(out);
        }
        if (makes(5) && !out.toString().contains("patches:") && objects.size() > 1) {
            deletions(out);
        }
    }

    private void replacement(StringBuilder out) {
        RandomObject target = objects.isEmpty() ? null : objects.get(chance.nextInt(objects.size()));
        String kind = target == null ? "Odd" : target.kind();
        out.append("replacements:\n- sourceValue: ")
                .append(List.of("given", "\"8080\"", "a-b", "\"\"", "\"true\"").get(chance.nextInt(5)))
                .append("\n  targets:\n  - select: {kind: ")
                .append(List.of(kind, "\".*Set|Deploy.*\"", "Config.*|" + kind, kind + ", name: \".*\"")
                        .get(chance.nextInt(4)))
                .append("}\n");
        if (makes(2)) {
            out.append("    reject: [{name: \".*1\"}]\n");
        }
        out.append("    fieldPaths: [metadata.annotations.given]\n    options: {create: true}\n");
    }

    private void deletions(StringBuilder out) {
        out.append("patches:\n");
        if (makes(2)) {
            out.append("- patch: |-\n    # nothing\n");
        }
        out.append("- patch: |-\n");
        for (int i = 0; i < 2; i++) {
            RandomObject object = objects.get(i);
            out.append("    apiVersion: ")
                    .append(object.apiVersion())
                    .append("\n    kind: ")
                    .append(object.kind())
                    .append("\n    metadata:\n      name: ")
                    .append(object.name())
                    .append('\n');
            if (!object.namespace().isEmpty()) {
                out.append("      namespace: ").append(object.namespace()).append('\n');
            }
            out.append("    $patch: delete\n").append(i == 0 ? "    ---\n" : "");
        }
    }
}
