import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * Makes a world to measure in: {@code java World.java FOLDER APPS COMMITS [SHARING]}. In the folder come {@code config.git} (a base and three overlays an application; the first commit has all files, each further
 * one releases one application, as the tool would) and {@code apps.yaml}.
 *
 * <p>With SHARING the inventory is in the repository too, the first SHARING applications stand on one base, and two branches are there to be reviewed: {@code base-changes} gives the shared base another
 * replica, {@code one-changes} releases one application.
 */
public final class World {

    private static final List<String> ENVIRONMENTS = List.of("dev", "staging", "production");
    private static final long BEGIN = 1_700_000_000L;

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        int apps = Integer.parseInt(arguments[1]);
        int commits = Integer.parseInt(arguments[2]);
        int sharing = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 0;
        Files.createDirectories(folder);
        Path git = folder.resolve("config.git");
        run("git", "init", "-q", "--bare", "-b", "main", git.toString());
        run("git", "-C", git.toString(), "config", "uploadpack.allowFilter", "true");
        Process importing = new ProcessBuilder("git", "-C", git.toString(), "fast-import", "--quiet")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream out = new BufferedOutputStream(importing.getOutputStream(), 1 << 20)) {
            history(out, apps, commits, sharing, sharing > 0 ? inventory(git, apps) : "");
        }
        if (importing.waitFor() != 0) {
            throw new IOException("git fast-import failed");
        }
        run("git", "-C", git.toString(), "gc", "-q");
        Files.writeString(folder.resolve("apps.yaml"), inventory(git, apps));
    }

    private static void history(OutputStream out, int apps, int commits, int sharing, String inventory)
            throws IOException {
        commit(out, "main", 0, "All applications\n");
        file(out, "CODEOWNERS", "* @platform\n");
        if (sharing > 0) {
            file(out, "apps.yaml", inventory);
            base(out, "shared/base/", "service", 2);
        }
        for (int app = 0; app < apps; app++) {
            if (app >= sharing) {
                base(out, "apps/" + name(app) + "/base/", name(app), 2);
            }
            for (String environment : ENVIRONMENTS) {
                file(out, overlay(app, environment), kustomization(app, app < sharing, environment, "1.0.0"));
            }
        }
        Random random = new Random(1);
        for (int commit = 1; commit < commits; commit++) {
            int app = random.nextInt(apps);
            String environment = ENVIRONMENTS.get(random.nextInt(ENVIRONMENTS.size()));
            commit(out, "main", commit, "release(%s): %s 1.0.%d\n\nGitOps-App: %s\nGitOps-Environment: %s\nGitOps-Operation: release\nRequested-By: bench\n"
                    .formatted(environment, name(app), commit, name(app), environment));
            file(out, overlay(app, environment), kustomization(app, app < sharing, environment, "1.0." + commit));
        }
        if (sharing > 0) {
            commit(out, "base-changes", commits, "Another base\n");
            write(out, "from refs/heads/main\n");
            base(out, "shared/base/", "service", 3);
            commit(out, "one-changes", commits + 1, "One application\n");
            write(out, "from refs/heads/main\n");
            int last = apps - 1;
            file(out, overlay(last, "dev"), kustomization(last, last < sharing, "dev", "1.0.1-next"));
        }
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
        file(out, folder + "deployment.yaml", deployment(name, replicas));
        file(out, folder + "service.yaml", service(name));
    }

    private static void commit(OutputStream out, String branch, int number, String message) throws IOException {
        write(out, "commit refs/heads/" + branch + "\ncommitter bench <bench@example.com> " + (BEGIN + number * 60L) + " +0000\n");
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

    private static String kustomization(int app, boolean shared, String environment, String tag) {
        return """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                namespace: %1$s
                %2$sresources:
                - %3$s
                labels:
                - pairs:
                    environment: %1$s
                  includeSelectors: true
                images:
                - name: registry.example.com/team/%4$s
                  %5$snewTag: "%6$s"
                """
                .formatted(
                        environment,
                        shared ? "namePrefix: " + name(app) + "-\n" : "",
                        shared ? "../../../../shared/base" : "../../base",
                        shared ? "service" : name(app),
                        shared ? "newName: registry.example.com/team/" + name(app) + "\n  " : "",
                        tag);
    }

    private static String deployment(String name, int replicas) {
        return """
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
                      - name: %1$s
                        image: registry.example.com/team/%1$s
                        ports:
                        - containerPort: 8080
                        resources:
                          requests:
                            cpu: 100m
                            memory: 128Mi
                """.formatted(name, replicas);
    }

    private static String service(String name) {
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
                """.formatted(name);
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
