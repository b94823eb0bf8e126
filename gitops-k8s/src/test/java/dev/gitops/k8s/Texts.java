package dev.gitops.k8s;

/** Manifests that several tests need. */
final class Texts {

    private Texts() {}

    static String deployment(String name, String image, int replicas) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: { name: %1$s }
                spec:
                  replicas: %3$d
                  progressDeadlineSeconds: 60
                  selector: { matchLabels: { app: %1$s } }
                  template:
                    metadata: { labels: { app: %1$s } }
                    spec: { containers: [{ name: main, image: "registry.example.com/%2$s" }] }
                """.formatted(name, image, replicas);
    }

    static String config(String name) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: " + name + " }\ndata: { a: b }\n";
    }

    static String all(String... documents) {
        return String.join("---\n", documents);
    }
}
