import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * Makes a world to measure in: {@code java World.java FOLDER APPS COMMITS}. In the folder come {@code config.git} (a base and three overlays an application; the first commit has all files, each further
 * one releases one application, as the tool would) and {@code apps.yaml}.
 */
public final class World {

    private static final List<String> ENVIRONMENTS = List.of("dev", "staging", "production");
    private static final long BEGIN = 1_700_000_000L;

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        int apps = Integer.parseInt(arguments[1]);
        int commits = Integer.parseInt(arguments[2]);
        Files.createDirectories(folder);
        Path git = folder.resolve("config.git");
        run("git", "init", "-q", "--bare", "-b", "main", git.toString());
        run("git", "-C", git.toString(), "config", "uploadpack.allowFilter", "true");
        Process importing = new ProcessBuilder("git", "-C", git.toString(), "fast-import", "--quiet")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream out = new BufferedOutputStream(importing.getOutputStream(), 1 << 20)) {
            history(out, apps, commits);
        }
        if (importing.waitFor() != 0) {
            throw new IOException("git fast-import failed");
        }
        run("git", "-C", git.toString(), "gc", "-q");
        Files.writeString(folder.resolve("apps.yaml"), inventory(git, apps));
    }

    private static void history(OutputStream out, int apps, int commits) throws IOException {
        commit(out, 0, "All applications\n");
        file(out, "CODEOWNERS", "* @platform\n");
        for (int app = 0; app < apps; app++) {
            String base = "apps/" + name(app) + "/base/";
            file(out, base + "kustomization.yaml", """
                    apiVersion: kustomize.config.k8s.io/v1beta1
                    kind: Kustomization
                    resources:
                    - deployment.yaml
                    - service.yaml
                    """);
            file(out, base + "deployment.yaml", deployment(app));
            file(out, base + "service.yaml", service(app));
            for (String environment : ENVIRONMENTS) {
                file(out, overlay(app, environment), kustomization(app, environment, "1.0.0"));
            }
        }
        Random random = new Random(1);
        for (int commit = 1; commit < commits; commit++) {
            int app = random.nextInt(apps);
            String environment = ENVIRONMENTS.get(random.nextInt(ENVIRONMENTS.size()));
            commit(out, commit, "release(%s): %s 1.0.%d\n\nGitOps-App: %s\nGitOps-Environment: %s\nGitOps-Operation: release\nRequested-By: bench\n"
                    .formatted(environment, name(app), commit, name(app), environment));
            file(out, overlay(app, environment), kustomization(app, environment, "1.0." + commit));
        }
        write(out, "done\n");
    }

    private static void commit(OutputStream out, int number, String message) throws IOException {
        write(out, "commit refs/heads/main\ncommitter bench <bench@example.com> " + (BEGIN + number * 60L) + " +0000\n");
        data(out, message);
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

    private static String name(int app) {
        return "app-" + app;
    }

    private static String overlay(int app, String environment) {
        return "apps/" + name(app) + "/environments/" + environment + "/kustomization.yaml";
    }

    private static String kustomization(int app, String environment, String tag) {
        return """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                namespace: %s
                resources:
                - ../../base
                labels:
                - pairs:
                    environment: %s
                  includeSelectors: true
                images:
                - name: registry.example.com/team/%s
                  newTag: "%s"
                """.formatted(environment, environment, name(app), tag);
    }

    private static String deployment(int app) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: %1$s
                spec:
                  replicas: 2
                  selector:
                    matchLabels:
                      app: %1$s
                  template:
                    metadata:
                      labels:
                        app: %1$s
                    spec:
                      containers:
                      - name: %1$s
                        image: registry.example.com/team/%1$s
                        ports:
                        - containerPort: 8080
                        resources:
                          requests:
                            cpu: 100m
                            memory: 128Mi
                """.formatted(name(app));
    }

    private static String service(int app) {
        return """
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
                """.formatted(name(app));
    }

    private static String inventory(Path git, int apps) {
        StringBuilder text = new StringBuilder("""
                apiVersion: gitops.dev/v1
                kind: Inventory
                config: { repository: %s }
                environments:
                  dev: { cluster: dev, namespace: dev }
                  staging: { cluster: staging, namespace: staging, promotesFrom: [dev] }
                  production: { cluster: production, namespace: production, promotesFrom: [staging], protected: true }
                apps:
                """.formatted(git));
        for (int app = 0; app < apps; app++) {
            text.append("""
                      - name: %1$s
                        image: registry.example.com/team/%1$s
                        manifests: { kustomize: apps/%1$s }
                        environments: [dev, staging, production]
                    """.formatted(name(app)).indent(0));
        }
        return text.toString();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }
}
