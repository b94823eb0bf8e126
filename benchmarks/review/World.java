import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes a clone to review in: {@code java World.java FOLDER APPS SHARING}. Applications have three overlays each; the first SHARING of them stand on one base, each other one on its own. The branch
 * {@code main} has all of it and the inventory, {@code base-changes} gives the shared base another replica and variable, {@code one-changes} releases one application.
 */
public final class World {

    private static final List<String> ENVIRONMENTS = List.of("dev", "staging", "production");

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        int apps = Integer.parseInt(arguments[1]);
        int sharing = Integer.parseInt(arguments[2]);
        Files.createDirectories(folder);
        run(folder, "git", "init", "-q", "-b", "main");
        Process importing = new ProcessBuilder("git", "fast-import", "--quiet")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream out = new BufferedOutputStream(importing.getOutputStream(), 1 << 20)) {
            history(out, apps, sharing);
        }
        if (importing.waitFor() != 0) {
            throw new IOException("git fast-import failed");
        }
        run(folder, "git", "gc", "-q");
        run(folder, "git", "checkout", "-q", "main");
    }

    private static void history(OutputStream out, int apps, int sharing) throws IOException {
        commit(out, "main", 0, "");
        file(out, "CODEOWNERS", "* @platform\n");
        file(out, "apps.yaml", inventory(apps));
        base(out, "shared/base/", "service", 2);
        for (int app = 0; app < apps; app++) {
            String own = "apps/app-" + app + "/base/";
            if (app >= sharing) {
                base(out, own, "app-" + app, 2);
            }
            for (String environment : ENVIRONMENTS) {
                file(out, overlay(app, environment), kustomization(app, app < sharing, environment, "1.0.0"));
            }
        }
        commit(out, "base-changes", 1, "from refs/heads/main\n");
        base(out, "shared/base/", "service", 3);
        commit(out, "one-changes", 2, "from refs/heads/main\n");
        file(out, overlay(apps - 1, "dev"), kustomization(apps - 1, apps <= sharing, "dev", "1.0.1"));
        write(out, "done\n");
    }

    private static void base(OutputStream out, String folder, String name, int replicas) throws IOException {
        file(out, folder + "kustomization.yaml", """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources:
                - deployment.yaml
                - service.yaml
                """);
        file(out, folder + "deployment.yaml", """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: %1$s
                spec:
                  replicas: %2$d
                  selector:
                    matchLabels:
                      app: %1$s
                  template:
                    metadata:
                      labels:
                        app: %1$s
                    spec:
                      containers:
                      - name: main
                        image: registry.example.com/team/main:0.0.0
                        env:
                        - name: WORKERS
                          value: "%2$d"
                        ports:
                        - containerPort: 8080
                        resources:
                          requests:
                            cpu: 100m
                            memory: 128Mi
                """.formatted(name, replicas));
        file(out, folder + "service.yaml", """
                apiVersion: v1
                kind: Service
                metadata:
                  name: %1$s
                spec:
                  selector:
                    app: %1$s
                  ports:
                  - port: 80
                    targetPort: 8080
                """.formatted(name));
    }

    private static String overlay(int app, String environment) {
        return "apps/app-" + app + "/environments/" + environment + "/kustomization.yaml";
    }

    private static String kustomization(int app, boolean shared, String environment, String tag) {
        return """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                namespace: %s
                %sresources:
                - %s
                labels:
                - pairs:
                    environment: %s
                    part-of: app-%d
                  includeSelectors: true
                images:
                - name: registry.example.com/team/main
                  newName: registry.example.com/team/app-%d
                  newTag: "%s"
                """
                .formatted(
                        environment,
                        shared ? "namePrefix: app-" + app + "-\n" : "",
                        shared ? "../../../../shared/base" : "../../base",
                        environment,
                        app,
                        app,
                        tag);
    }

    private static String inventory(int apps) {
        StringBuilder text = new StringBuilder("""
                apiVersion: gitops.dev/v1
                kind: Inventory
                config: { repository: https://git.example.com/platform/config.git }
                environments:
                  dev: { cluster: dev, namespace: dev }
                  staging: { cluster: staging, namespace: staging, promotesFrom: [dev] }
                  production: { cluster: production, namespace: production, promotesFrom: [staging], protected: true, approvers: [alice, bob], fourEyes: true }
                apps:
                """);
        for (int app = 0; app < apps; app++) {
            text.append("""
                      - name: app-%1$d
                        image: registry.example.com/team/app-%1$d
                        manifests: { kustomize: apps/app-%1$d }
                        environments: [dev, staging, production]
                    """.formatted(app));
        }
        return text.toString();
    }

    private static void commit(OutputStream out, String branch, int number, String more) throws IOException {
        write(out, "commit refs/heads/" + branch + "\ncommitter bench <bench@example.com> " + (1_700_000_000L + number * 60L) + " +0000\n");
        data(out, branch + "\n");
        write(out, more);
    }

    private static void file(OutputStream out, String path, String content) throws IOException {
        write(out, "M 100644 inline " + path + "\n");
        data(out, content);
    }

    private static void data(OutputStream out, String text) throws IOException {
        write(out, "data " + text.getBytes(StandardCharsets.UTF_8).length + "\n" + text + "\n");
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void run(Path folder, String... command) throws IOException, InterruptedException {
        if (new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start().waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }
}
