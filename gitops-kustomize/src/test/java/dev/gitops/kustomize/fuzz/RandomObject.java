package dev.gitops.kustomize.fuzz;

import java.util.Random;

/**
 * A random Kubernetes object.
 *
 * @param kind its kind
 * @param apiVersion its API version
 * @param name its name
 * @param namespace its namespace; empty for none
 * @param text it as YAML
 */
record RandomObject(String kind, String apiVersion, String name, String namespace, String text) {

    private static final String[] KINDS = {
        "Deployment",
        "StatefulSet",
        "DaemonSet",
        "Job",
        "CronJob",
        "Pod",
        "Service",
        "ConfigMap",
        "Secret",
        "Ingress",
        "HorizontalPodAutoscaler",
        "ServiceAccount",
        "RoleBinding",
        "ClusterRoleBinding",
        "Role",
        "ClusterRole",
        "Namespace",
        "NetworkPolicy",
        "PodDisruptionBudget",
        "CustomResourceDefinition",
        "Widget",
        "APIService",
        "PersistentVolumeClaim",
        "StorageClass",
        "MutatingWebhookConfiguration",
        "Deployment",
        "Service",
        "ConfigMap"
    };

    private static final String[] NAMES = {"app", "web", "db", "cfg", "default", "x-1", "a.b"};

    static RandomObject make(Random random, RandomTexts texts, int number) {
        String kind = KINDS[random.nextInt(KINDS.length)];
        String name = NAMES[random.nextInt(NAMES.length)] + (random.nextInt(3) == 0 ? "" : "-" + number);
        boolean cluster = kind.startsWith("Cluster")
                || kind.equals("Namespace")
                || kind.endsWith("Definition")
                || kind.equals("APIService")
                || kind.equals("StorageClass")
                || kind.endsWith("Configuration");
        String namespace = cluster || random.nextInt(4) != 0 ? "" : random.nextBoolean() ? "default" : "ns1";
        return new Writer(random, texts, kind, name, namespace).write();
    }

    private static final class Writer {

        private final Random random;
        private final RandomTexts texts;
        private final String kind;
        private final String name;
        private final String namespace;
        private final StringBuilder out = new StringBuilder();

        Writer(Random random, RandomTexts texts, String kind, String name, String namespace) {
            this.random = random;
            this.texts = texts;
            this.kind = kind;
            this.name = name;
            this.namespace = namespace;
        }

        private String ref() {
            return NAMES[random.nextInt(NAMES.length)] + (random.nextBoolean() ? "" : "-" + random.nextInt(6));
        }

        private void line(String text) {
            out.append(text).append('\n');
        }

        private boolean maybe() {
            return random.nextBoolean();
        }

        RandomObject write() {
            String apiVersion = switch (kind) {
                case "Deployment", "StatefulSet", "DaemonSet" -> "apps/v1";
                case "Job", "CronJob" -> "batch/v1";
                case "Ingress", "NetworkPolicy" -> "networking.k8s.io/v1";
                case "HorizontalPodAutoscaler" -> "autoscaling/v2beta2";
                case "RoleBinding", "ClusterRoleBinding", "Role", "ClusterRole" -> "rbac.authorization.k8s.io/v1";
                case "PodDisruptionBudget" -> "policy/v1";
                case "CustomResourceDefinition" -> "apiextensions.k8s.io/v1";
                case "Widget" -> "example.com/v1";
                case "APIService" -> "apiregistration.k8s.io/v1";
                case "StorageClass" -> "storage.k8s.io/v1";
                case "MutatingWebhookConfiguration" -> "admissionregistration.k8s.io/v1";
                default -> "v1";
            };
            line("apiVersion: " + apiVersion);
            line("kind: " + kind);
            metadata();
            body();
            return new RandomObject(kind, apiVersion, name, namespace, out.toString());
        }

        private void metadata() {
            line("metadata:");
            line("  name: " + name);
            if (!namespace.isEmpty()) {
                line("  namespace: " + namespace);
            }
            if (maybe()) {
                line("  labels:");
                line("    app: " + texts.string());
                if (maybe()) {
                    line("    tier: " + texts.string());
                }
            }
            if (random.nextInt(3) == 0) {
                line("  annotations:");
                line("    note: " + texts.scalar());
                if (maybe()) {
                    line("    example.com/x: " + texts.string());
                }
            } else if (random.nextInt(10) == 0) {
                line("  annotations: {}");
            }
        }

        private void body() {
            switch (kind) {
                case "Deployment", "StatefulSet", "DaemonSet" -> {
                    line("spec:");
                    if (maybe()) {
                        line("  replicas: " + random.nextInt(5));
                    }
                    line("  selector:\n    matchLabels:\n      app: x");
                    line("  template:");
                    template("    ");
                    if (kind.equals("StatefulSet")) {
                        line("  serviceName: " + ref());
                        line(
                                "  volumeClaimTemplates:\n  - metadata:\n      name: data\n    spec:\n      storageClassName: "
                                        + ref());
                    }
                }
                case "Job" -> {
                    line("spec:\n  template:");
                    template("    ");
                }
                case "CronJob" -> {
                    line("spec:\n  schedule: \"* * * * *\"\n  jobTemplate:\n    spec:\n      template:");
                    template("        ");
                }
                case "Pod" -> {
                    line("spec:");
                    pod("  ");
                }
                case "Service" ->
                    line("spec:\n  selector:\n    app: x\n  ports:\n  - port: 80\n    name: http\n"
                            + "    protocol: TCP\n  - port: 443\n    name: https");
                case "ConfigMap" -> data("data");
                case "Secret" -> {
                    line("type: Opaque");
                    data("stringData");
                }
                case "Ingress" ->
                    line("spec:\n  ingressClassName: " + ref() + "\n  tls:\n  - secretName: " + ref()
                            + "\n    hosts: [a.example.com]\n  rules:\n  - host: a.example.com\n    http:\n      paths:\n"
                            + "      - path: /\n        backend:\n          service:\n            name: " + ref()
                            + "\n            port: {number: 80}");
                case "HorizontalPodAutoscaler" ->
                    line("spec:\n  scaleTargetRef:\n    kind: Deployment\n    name: " + ref()
                            + "\n    apiVersion: apps/v1");
                case "ServiceAccount" -> line("imagePullSecrets:\n- name: " + ref());
                case "RoleBinding", "ClusterRoleBinding" ->
                    line("roleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: "
                            + (maybe() ? "Role" : "ClusterRole") + "\n  name: " + ref() + "\nsubjects:\n"
                            + "- kind: ServiceAccount\n  name: " + ref() + (maybe() ? "\n  namespace: ns1" : "")
                            + "\n- kind: ServiceAccount\n  name: default" + (maybe() ? "\n  namespace: default" : ""));
                case "Role", "ClusterRole" ->
                    line("rules:\n- apiGroups: [\"\"]\n  resources: [configmaps]\n" + "  resourceNames: [" + ref()
                            + ", " + ref() + "]\n  verbs: [get]");
                case "NetworkPolicy" ->
                    line("spec:\n  podSelector:\n    matchLabels:\n      app: x\n  ingress:\n  - from:\n"
                            + "    - podSelector:\n        matchLabels:\n          app: y");
                case "PodDisruptionBudget" ->
                    line("spec:\n  minAvailable: 1\n  selector:\n    matchLabels:\n      app: x");
                case "CustomResourceDefinition" ->
                    line("spec:\n  group: example.com\n  names: {kind: Widget}\n"
                            + "  conversion:\n    webhook:\n      clientConfig:\n        service:\n          name: "
                            + ref()
                            + "\n          namespace: ns1");
                case "Widget" ->
                    line("spec:\n  value: " + texts.scalar() + "\n  list:\n  - " + texts.string()
                            + "\n  - name: a\n    v: " + texts.scalar() + "\n  nested:\n    deep:\n      text: "
                            + texts.block("        "));
                case "APIService" ->
                    line("spec:\n  service:\n    name: " + ref() + "\n    namespace: ns1\n  version: v1");
                case "PersistentVolumeClaim" ->
                    line("spec:\n  storageClassName: " + ref() + "\n  volumeName: " + ref());
                case "StorageClass" -> line("provisioner: x\nparameters:\n  secretName: " + ref());
                case "MutatingWebhookConfiguration" ->
                    line("webhooks:\n- name: a.example.com\n  clientConfig:\n" + "    service:\n      name: " + ref()
                            + (maybe() ? "\n      namespace: ns1" : ""));
                default -> {}
            }
        }

        private void data(String field) {
            line(field + ":");
            line("  key: " + texts.string());
            if (maybe()) {
                line("  other.txt: " + texts.block("    ").stripTrailing());
            }
            if (maybe()) {
                line("  var: " + texts.string());
            }
        }

        private void template(String indent) {
            line(indent + "metadata:\n" + indent + "  labels:\n" + indent + "    app: x");
            if (maybe()) {
                line(indent + "  annotations:\n" + indent + "    note: " + texts.string());
            }
            line(indent + "spec:");
            pod(indent + "  ");
        }

        private void pod(String indent) {
            if (maybe()) {
                line(indent + "serviceAccountName: " + ref());
            }
            line(indent + "containers:");
            int containers = 1 + random.nextInt(2);
            for (int i = 0; i < containers; i++) {
                line(indent + "- name: c" + i);
                line(indent + "  image: " + image());
                if (maybe()) {
                    line(indent + "  args:\n" + indent + "  - " + texts.string() + "\n" + indent + "  - $(VAR)");
                }
                if (maybe()) {
                    line(indent + "  ports:\n" + indent + "  - containerPort: 80\n" + indent + "    name: http");
                    if (maybe()) {
                        line(indent + "  - containerPort: 80\n" + indent + "    protocol: UDP");
                    }
                }
                if (maybe()) {
                    line(indent + "  env:\n" + indent + "  - name: A\n" + indent + "    value: " + texts.string());
                    line(indent + "  - name: B\n" + indent + "    valueFrom:\n" + indent + "      configMapKeyRef:\n"
                            + indent + "        name: " + ref() + "\n" + indent + "        key: k");
                }
                if (maybe()) {
                    line(indent + "  envFrom:\n" + indent + "  - secretRef:\n" + indent + "      name: " + ref());
                }
                if (maybe()) {
                    line(indent + "  volumeMounts:\n" + indent + "  - mountPath: /v\n" + indent + "    name: vol");
                }
            }
            if (maybe()) {
                line(indent + "initContainers:\n" + indent + "- name: init\n" + indent + "  image: " + image());
            }
            if (maybe()) {
                line(indent + "volumes:\n" + indent + "- name: vol\n" + indent + "  configMap:\n" + indent
                        + "    name: " + ref());
                line(indent + "- name: tmp\n" + indent + "  emptyDir: {}");
            }
        }

        private String image() {
            String[] images = {"nginx", "nginx:1.0", "registry:5000/team/app:v1", "redis@sha256:abc", "app:1@sha256:def"
            };
            return images[random.nextInt(images.length)];
        }
    }
}
