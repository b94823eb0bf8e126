package dev.gitops.kustomize.fuzz;

import java.util.Random;

/** The text of a random patch for an object. */
final class RandomPatch {

    private RandomPatch() {}

    static String body(Random random, RandomTexts texts, RandomObject object) {
        boolean workload = switch (object.kind()) {
            case "Deployment", "StatefulSet", "DaemonSet", "Job" -> true;
            default -> false;
        };
        if (random.nextInt(3) == 0) {
            return json(random, texts, workload);
        }
        StringBuilder out = new StringBuilder();
        out.append("apiVersion: ")
                .append(object.apiVersion())
                .append("\nkind: ")
                .append(object.kind());
        out.append("\nmetadata:\n  name: ").append(object.name()).append('\n');
        if (!object.namespace().isEmpty()) {
            out.append("  namespace: ").append(object.namespace()).append('\n');
        }
        switch (random.nextInt(5)) {
            case 0 -> out.append("  labels:\n    app: ").append(texts.string()).append("\n    tier: null\n");
            case 1 ->
                out.append("  annotations:\n    note: ").append(texts.string()).append('\n');
            case 2 -> out.append("  annotations:\n    note: null\n");
            case 3 -> out.append(random.nextInt(4) == 0 ? "  annotations: null\n" : "");
            default -> {}
        }
        if (random.nextInt(12) == 0) {
            return out.append("$patch: delete\n").toString();
        }
        if (workload) {
            workload(random, texts, out);
        } else if (object.kind().equals("ConfigMap")) {
            out.append("data:\n  key: ")
                    .append(texts.string())
                    .append("\n  new: ")
                    .append(texts.string())
                    .append("\n  var: null\n");
        } else if (object.kind().equals("Service")) {
            out.append("spec:\n  ports:\n  - port: 80\n    targetPort: 8080\n  - port: 9090\n    name: metrics\n");
        } else if (object.kind().equals("Widget")) {
            out.append("spec:\n  value: ")
                    .append(texts.scalar())
                    .append("\n  list: [a, b]\n  nested:\n    more: ")
                    .append(texts.scalar())
                    .append('\n');
        }
        return out.toString();
    }

    private static void workload(Random random, RandomTexts texts, StringBuilder out) {
        out.append("spec:\n  template:\n    spec:\n");
        if (random.nextInt(4) == 0) {
            out.append("      serviceAccountName: patched\n");
        }
        out.append("      containers:\n");
        switch (random.nextInt(5)) {
            case 0 ->
                out.append(
                                "      - name: c0\n        image: patched:1\n        env:\n        - name: A\n          value: ")
                        .append(texts.string())
                        .append("\n        - name: C\n          value: \"3\"\n");
            case 1 -> out.append("      - name: side\n        image: side:1\n");
            case 2 -> out.append("      - name: c0\n        $patch: delete\n");
            case 3 ->
                out.append("      - name: c0\n        ports:\n        - containerPort: 80\n          hostPort: 1\n"
                        + "        - containerPort: 81\n          protocol: TCP\n");
            default ->
                out.append("      - name: c0\n        resources:\n          limits: {cpu: 1, memory: 1Gi}\n"
                        + "        volumeMounts:\n        - mountPath: /w\n          name: w\n");
        }
        if (random.nextInt(3) == 0) {
            out.append(
                    "      volumes:\n      - name: w\n        emptyDir: {}\n      - name: vol\n        $patch: delete\n");
        }
    }

    private static String json(Random random, RandomTexts texts, boolean workload) {
        return switch (random.nextInt(workload ? 5 : 2)) {
            case 0 -> "- op: add\n  path: /metadata/labels\n  value:\n    json: " + texts.string() + "\n";
            case 1 -> "- op: replace\n  path: /metadata/annotations\n  value:\n    json: " + texts.string() + "\n";
            case 2 ->
                "- op: add\n  path: /spec/extra\n  value:\n    big: 3000000\n    float: 1.5\n    list: [1, yes, \"x\"]\n";
            case 3 -> "- op: remove\n  path: /spec/template/spec/containers/0/image\n";
            default ->
                "- op: replace\n  path: /spec/replicas\n  value: 9\n- op: test\n  path: /spec/replicas\n  value: 9\n";
        };
    }
}
