package dev.gitops.cli.stress;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The command as real processes. */
final class Commands {

    private final Path folder;
    private final Map<String, String> environment;

    private Commands(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** What a process said. */
    record Said(int code, String out, String err) {}

    /** On the inventory {@code apps.yaml} of a folder. */
    static Commands in(Path folder, Map<String, String> environment) {
        return new Commands(folder, environment);
    }

    /** A repository with applications {@code app-0} and so on, pushed to a place that is there and empty, and the inventory of it. */
    static Commands on(Path folder, String repository, int apps, String audit, Map<String, String> environment)
            throws Exception {
        Commands commands = in(folder, environment);
        Path work = folder.resolve("work");
        commands.git(folder, "init", "-q", "-b", "main", work.toString());
        StringBuilder inventory = new StringBuilder("""
                apiVersion: gitops.dev/v1
                kind: Inventory
                config: { repository: "%s", branch: main }
                environments:
                  dev: { namespace: dev, delivery: rendered }
                  staging: { namespace: staging, promotesFrom: [dev], delivery: rendered }
                audit: { store: %s }
                apps:
                """.formatted(repository, audit));
        for (int i = 0; i < apps; i++) {
            inventory.append("  - { name: app-" + i + ", image: registry.example.com/team/app-" + i
                    + ", manifests: { plain: \"apps/app-" + i + "/{environment}\" }, environments: [dev, staging] }\n");
            for (String name : List.of("dev", "staging")) {
                Path file = work.resolve("apps/app-" + i + "/" + name + "/deployment.yaml");
                Files.createDirectories(file.getParent());
                Files.writeString(file, """
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: { name: app-%1$d }
                        spec:
                          selector: { matchLabels: { app: app-%1$d } }
                          template:
                            metadata: { labels: { app: app-%1$d } }
                            spec:
                              containers:
                                - name: app
                                  image: registry.example.com/team/app-%1$d:0
                        """.formatted(i));
            }
        }
        Files.writeString(folder.resolve("apps.yaml"), inventory);
        commands.git(work, "add", "-A");
        commands.git(
                work, "-c", "user.name=Alice", "-c", "user.email=alice@example.com", "commit", "-q", "-m", "Begin");
        String password = environment.getOrDefault("GITOPS_GIT_PASSWORD", "");
        commands.git(
                work,
                "push",
                "-q",
                password.isEmpty() ? repository : repository.replace("://", "://anybody:" + password + "@"),
                "main");
        return commands;
    }

    /** Runs Git, and fails where it fails. */
    String git(Path in, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
        Process git = new ProcessBuilder(command)
                .directory(in.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (git.waitFor() != 0) {
            throw new IOException("git " + arguments[0] + ": " + said);
        }
        return said.strip();
    }

    /** Starts the command; {@code -Dgitops.command} names another one than that of the class path. Its output goes to files of that name. */
    Process start(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        String given = System.getProperty("gitops.command", "");
        if (given.isEmpty()) {
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.gitops.cli.Main"));
        } else {
            command.add(given);
        }
        command.addAll(List.of(arguments));
        command.addAll(List.of("--inventory", folder.resolve("apps.yaml").toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile());
        builder.environment().put("GITOPS_CACHE", folder.resolve("cache").toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Waits for a process of that name. */
    Said wait(String name, Process process) throws IOException, InterruptedException {
        int code = process.waitFor();
        return new Said(
                code, Files.readString(folder.resolve(name + ".out")), Files.readString(folder.resolve(name + ".err")));
    }

    Said run(String... arguments) throws IOException, InterruptedException {
        return wait("run", start("run", arguments));
    }
}
