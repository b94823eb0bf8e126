package dev.gitops.kustomize.fuzz;

import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random fields of a kustomization, with the files they name. */
final class RandomFields {

    private final Random random;
    private final RandomTexts texts;
    private final List<RandomObject> objects;
    private final Map<String, String> files;
    private final String dir;
    private final String mark;
    private final RandomNewer newer;
    private StringBuilder out = new StringBuilder();

    RandomFields(
            Random random,
            RandomTexts texts,
            List<RandomObject> objects,
            Map<String, String> files,
            String dir,
            String mark,
            RandomNewer newer) {
        this.newer = newer;
        this.random = random;
        this.texts = texts;
        this.objects = objects;
        this.files = files;
        this.dir = dir;
        this.mark = mark;
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private RandomObject any() {
        return objects.isEmpty() ? RandomObject.make(random, texts, 0) : objects.get(random.nextInt(objects.size()));
    }

    void write(StringBuilder to) {
        out = to;
        if (chance(3)) {
            out.append("namePrefix: p").append(mark).append("-\n");
        }
        if (chance(4)) {
            out.append("nameSuffix: -s").append(mark).append('\n');
        }
        if (chance(4)) {
            out.append("namespace: ")
                    .append(chance(4) ? "default" : "ns" + random.nextInt(3))
                    .append('\n');
        }
        if (chance(5)) {
            out.append("commonLabels:\n  app: l").append(mark).append("\n  num: \"1\"\n");
        }
        if (chance(4)) {
            out.append("labels:\n- pairs:\n    extra: ").append(texts.string()).append('\n');
            if (chance(2)) {
                out.append("  includeSelectors: true\n");
            } else if (chance(2)) {
                out.append("  includeTemplates: true\n").append(newer.claims());
            }
        }
        if (chance(5)) {
            out.append("commonAnnotations:\n  team: ").append(texts.string()).append('\n');
        }
        images();
        if (chance(4)) {
            for (RandomObject object : objects) {
                if (object.kind().equals("Deployment") || object.kind().equals("StatefulSet")) {
                    out.append("replicas:\n- name: ").append(object.name()).append("\n  count: 7\n");
                    break;
                }
            }
        }
        generators();
        patches();
        if (chance(6)) {
            replacement();
        }
        if (chance(12)) {
            RandomObject object = any();
            out.append("vars:\n- name: VAR\n  objref:\n    kind: ")
                    .append(object.kind())
                    .append("\n    apiVersion: ")
                    .append(object.apiVersion())
                    .append("\n    name: ")
                    .append(object.name())
                    .append('\n');
        }
        newer.write(out);
    }

    private void images() {
        if (!chance(3)) {
            return;
        }
        out.append("images:\n- name: ")
                .append(chance(2) ? "nginx" : "registry:5000/team/app")
                .append('\n');
        switch (random.nextInt(4)) {
            case 0 -> out.append("  newTag: \"2\"\n");
            case 1 -> out.append("  newName: other/x\n");
            case 2 -> out.append("  digest: sha256:0123\n");
            default -> out.append("  newName: yy\n  newTag: v3\n");
        }
    }

    private void generators() {
        if (chance(3)) {
            out.append("configMapGenerator:\n- name: ")
                    .append(chance(2) ? "cfg" : "gen" + mark)
                    .append('\n');
            if (chance(12)) {
                out.append("  behavior: ")
                        .append(chance(2) ? "merge" : "replace")
                        .append('\n');
            }
            out.append("  literals:\n  - a=1\n  - b=")
                    .append(chance(2) ? "x y" : "\"q\"")
                    .append('\n');
            if (chance(2)) {
                files.put(dir + "/file.txt", "line one\nline two " + random.nextInt(9) + "\n");
                out.append("  files: [file.txt, other=file.txt]\n");
            }
            if (chance(3)) {
                files.put(dir + "/vars.env", "# comment\nX=1\nY = two\n\nZ\n");
                out.append("  envs: [vars.env]\n");
            }
            if (chance(4)) {
                out.append("  options:\n    disableNameSuffixHash: true\n    labels: {gen: \"yes\"}\n");
            }
        }
        if (chance(5)) {
            out.append("secretGenerator:\n- name: sec")
                    .append(mark)
                    .append("\n  literals: [\"p=")
                    .append("s".repeat(random.nextInt(90)))
                    .append("\"]\n");
            if (chance(2)) {
                out.append("  type: kubernetes.io/tls\n");
            }
        }
        if (chance(8)) {
            out.append("generatorOptions:\n  annotations: {gen: x}\n");
            if (chance(2)) {
                out.append("  immutable: true\n");
            }
        }
    }

    private void patches() {
        if (!chance(2)) {
            return;
        }
        out.append("patches:\n");
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            RandomObject object = any();
            String body = RandomPatch.body(random, texts, object);
            boolean targeted = chance(2) || body.startsWith("- ");
            if (chance(3)) {
                String file = "patch" + i + ".yaml";
                files.put(dir + "/" + file, body);
                out.append("- path: ").append(file).append('\n');
            } else {
                out.append("- patch: |-\n").append(body.indent(4).replaceAll("(?m)^\\s+$", ""));
            }
            if (targeted) {
                target(object);
            }
        }
    }

    private void target(RandomObject object) {
        switch (random.nextInt(5)) {
            case 0 -> out.append("  target: {kind: ").append(object.kind()).append("}\n");
            case 1 ->
                out.append("  target: {kind: ")
                        .append(object.kind())
                        .append(", name: ")
                        .append(object.name())
                        .append("}\n");
            case 2 ->
                out.append("  target: {kind: ")
                        .append(object.kind())
                        .append(", name: \".*")
                        .append(object.name().substring(object.name().length() - 1))
                        .append("\"}\n");
            case 3 -> out.append("  target: {kind: ").append(object.kind()).append(", labelSelector: \"app\"}\n");
            default ->
                out.append("  target: {version: v1, kind: ")
                        .append(object.kind())
                        .append(", annotationSelector: \"note!=x\"}\n");
        }
    }

    private void replacement() {
        RandomObject source = any();
        RandomObject target = any();
        out.append("replacements:\n- source: {kind: ")
                .append(source.kind())
                .append(", name: ")
                .append(source.name());
        if (chance(3)) {
            out.append(", fieldPath: metadata.name, options: {delimiter: \"-\", index: 0}");
        }
        out.append("}\n  targets:\n  - select: {kind: ")
                .append(target.kind())
                .append("}\n    fieldPaths: [")
                .append(chance(2) ? "metadata.annotations.from" : "\"spec.template.spec.containers.[name=c0].image\"")
                .append("]\n    options: {create: true}\n");
    }
}
