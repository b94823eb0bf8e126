import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a base and an overlay with about N resources: per application a Deployment, a Service, a ConfigMap and a ServiceAccount that refer
 * to one another; the overlay has prefix, namespace, labels with selectors, images, a generator per ten applications and patches.
 *
 * <p>Use: {@code java Generate.java N DIR}; the overlay is {@code DIR/overlay}.
 */
public class Generate {

    public static void main(String[] args) throws IOException {
        int resources = Integer.parseInt(args[0]);
        Path dir = Path.of(args[1]);
        Path base = Files.createDirectories(dir.resolve("base"));
        Path overlay = Files.createDirectories(dir.resolve("overlay"));
        int apps = Math.max(1, resources / 4);
        StringBuilder list = new StringBuilder("resources:\n");
        StringBuilder generators = new StringBuilder("configMapGenerator:\n");
        StringBuilder patches = new StringBuilder("patches:\n");
        for (int i = 0; i < apps; i++) {
            Files.writeString(base.resolve("app-" + i + ".yaml"), app(i));
            list.append("- app-").append(i).append(".yaml\n");
            if (i % 10 == 0) {
                generators.append("- name: env-").append(i).append("\n  literals: [mode=production, index=").append(i).append("]\n");
            }
            if (i % 20 == 0) {
                patches.append("- patch: |-\n    apiVersion: apps/v1\n    kind: Deployment\n    metadata:\n      name: app-").append(i)
                        .append("\n    spec:\n      template:\n        spec:\n          containers:\n          - name: main\n")
                        .append("            resources:\n              limits: {memory: 256Mi}\n");
            }
            if (i % 50 == 0) {
                patches.append("- target: {kind: Deployment, name: app-").append(i).append("}\n  patch: |-\n    - op: add\n")
                        .append("      path: /spec/minReadySeconds\n      value: 5\n");
            }
        }
        Files.writeString(base.resolve("kustomization.yaml"), list);
        Files.writeString(
                overlay.resolve("kustomization.yaml"),
                "resources: [../base]\nnamePrefix: prod-\nnamespace: production\n"
                        + "labels:\n- pairs: {env: production, team: shop}\n  includeSelectors: true\n"
                        + "images:\n- name: registry.example.com/app\n  newTag: v2\n- name: busybox\n  digest: sha256:0123456789abcdef\n"
                        + generators
                        + patches);
    }

    private static String app(int i) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: app-%1$d
                  labels: {app: app-%1$d}
                spec:
                  replicas: 2
                  selector:
                    matchLabels: {app: app-%1$d}
                  template:
                    metadata:
                      labels: {app: app-%1$d}
                    spec:
                      serviceAccountName: app-%1$d
                      initContainers:
                      - name: wait
                        image: busybox:1.36
                        command: [sh, -c, "until nslookup app-%1$d; do sleep 1; done"]
                      containers:
                      - name: main
                        image: registry.example.com/app:v1
                        ports:
                        - containerPort: 8080
                        env:
                        - name: MODE
                          valueFrom:
                            configMapKeyRef: {name: app-%1$d, key: mode}
                        - name: GENERATED
                          valueFrom:
                            configMapKeyRef: {name: env-%2$d, key: index}
                        volumeMounts:
                        - mountPath: /etc/app
                          name: config
                      volumes:
                      - name: config
                        configMap: {name: app-%1$d}
                ---
                apiVersion: v1
                kind: Service
                metadata:
                  name: app-%1$d
                spec:
                  selector: {app: app-%1$d}
                  ports:
                  - port: 80
                    targetPort: 8080
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: app-%1$d
                data:
                  mode: development
                  settings.properties: |
                    color=blue
                    size=%1$d
                ---
                apiVersion: v1
                kind: ServiceAccount
                metadata:
                  name: app-%1$d
                """
                .formatted(i, i / 10 * 10);
    }
}
