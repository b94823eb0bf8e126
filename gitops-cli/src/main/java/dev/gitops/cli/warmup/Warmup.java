package dev.gitops.cli.warmup;

import dev.gitops.api.GitOpsException;
import dev.gitops.cli.Main;
import dev.gitops.cli.demo.Demo;
import dev.gitops.helm.HelmLibrary;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Goes through the usual commands once, on small real repositories, so that a class-data archive made at its exit holds what they load. Its cache is where {@code GITOPS_CACHE} says: the
 * caller removes it.
 */
public final class Warmup {

    private static final List<String> COMMANDS = List.of(
            "--version",
            "--help",
            "status",
            "status shop",
            "status -o json",
            "history shop --in dev -o json",
            "render shop staging",
            "release shop --image registry.example.com/payments/shop:9.0.0 --to dev --dry-run",
            "release shop --image registry.example.com/payments/shop:9.0.0 --to dev --dry-run -o json",
            "promote shop --from dev --to staging --dry-run",
            "rollback shop --in staging --dry-run",
            "deploy shop dev --dry-run -o json",
            "parity shop dev staging",
            "check",
            "affected --undeployed",
            "jobs plan",
            "audit search -o json",
            "no-such-command");

    /** Of a longer inventory, which is not read as a whole. */
    private static final List<String> OF_ONE = List.of(
            "status shop",
            "release shop --image registry.example.com/payments/shop:9.0.0 --to dev --dry-run",
            "promote shop --from dev --to staging --unverified --dry-run",
            "deploy shop dev --dry-run");

    /** Which ask for records. */
    private static final List<String> OF_RECORDS =
            List.of("deploy shop dev", "status", "status shop", "history shop --in dev");

    private static final int LONG = 16 << 10;

    /** What overlays usually ask for. */
    private static final String OVERLAY = """
            resources:
            - ../dev
            namePrefix: a-
            labels:
            - pairs: { a: b }
              includeSelectors: true
            commonAnnotations: { a: b }
            configMapGenerator:
            - name: settings
              literals: [a=b]
            replicas:
            - name: shop
              count: 2
            patches:
            - patch: |
                apiVersion: apps/v1
                kind: Deployment
                metadata: { name: shop }
                spec: { template: { metadata: { annotations: { a: b } } } }
            - target: { kind: Deployment }
              patch: |
                - { op: add, path: /metadata/annotations/c, value: d }
            """;

    private static final Pattern COMMIT = Pattern.compile("\"commit\"\\s*:\\s*\"([0-9a-f]{40})\"");

    private Warmup() {}

    /**
     * Runs the commands and leaves nothing.
     *
     * @param arguments none
     * @throws IOException if there is no place for the repositories
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("gitops-warmup-");
        try {
            PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
            Demo.play(Main::run, folder, nowhere);
            String inventory = folder.resolve("apps.yaml").toString();
            for (String command : COMMANDS) {
                String[] words = command.split(" ");
                Main.run(command.startsWith("-") ? words : with(words, inventory), nowhere, nowhere);
            }
            one(Path.of(inventory), nowhere);
            review(inventory, nowhere);
            processes(folder.resolve("app"), nowhere);
            databases(Path.of(inventory), nowhere);
            WarmupCluster.warm(folder);
            WarmupClasses.load();
            charts();
        } finally {
            delete(folder);
        }
    }

    private static String[] with(String[] words, String inventory) {
        return Stream.concat(Stream.of(words), Stream.of("--inventory", inventory))
                .toArray(String[]::new);
    }

    private static void one(Path inventory, PrintWriter nowhere) throws IOException {
        Path longer = inventory.resolveSibling("longer.yaml");
        Files.writeString(longer, Files.readString(inventory) + "# nothing\n".repeat(LONG / 10));
        for (String command : OF_ONE) {
            Main.run(with(command.split(" "), longer.toString()), nowhere, nowhere);
        }
    }

    /** Records in SQLite's file are found by much of what finds them in another database. */
    private static void databases(Path inventory, PrintWriter nowhere) throws IOException {
        Path other = inventory.resolveSibling("database.yaml");
        String records = "{ sqlite: { path: '" + inventory.resolveSibling("records.sqlite") + "' } }";
        Files.writeString(other, Files.readString(inventory).replace("store: git", "store: " + records));
        for (String command : OF_RECORDS) {
            Main.run(with(command.split(" "), other.toString()), nowhere, nowhere);
        }
    }

    /** Of what dev had at first and what it has now. */
    private static void review(String inventory, PrintWriter nowhere) {
        StringWriter history = new StringWriter();
        Main.run(with("history shop --in dev -o json".split(" "), inventory), new PrintWriter(history, true), nowhere);
        List<String> commits = COMMIT.matcher(history.toString())
                .results()
                .map(found -> found.group(1))
                .toList();
        if (!commits.isEmpty()) {
            String range = "review -o json --from " + commits.get(commits.size() - 1) + " --to " + commits.get(0);
            Main.run(with(range.split(" "), inventory), nowhere, nowhere);
            Main.run(with(range.replace("json", "markdown").split(" "), inventory), nowhere, nowhere);
        }
    }

    private static void processes(Path folder, PrintWriter nowhere) throws IOException {
        Main.run(new String[] {"init", "config", folder.toString()}, nowhere, nowhere);
        String overlay = folder.resolve("apps/shop/overlays/dev").toString();
        PrintStream stream = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Main.process(new String[] {"--version"}, stream, stream);
        Main.process(new String[] {"--help"}, stream, stream);
        Main.process(new String[] {"kustomize", "build", overlay}, stream, stream);
        Path usual = Files.createDirectories(folder.resolve("apps/shop/overlays/usual"));
        Files.writeString(usual.resolve("kustomization.yaml"), OVERLAY);
        Main.process(new String[] {"kustomize", "build", usual.toString()}, stream, stream);
    }

    /** Charts are rendered by a process of its own, which starts from the same archive. */
    private static void charts() {
        try {
            HelmLibrary.warmUp();
        } catch (GitOpsException noHelmHere) {
            // On such a machine nothing renders charts.
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
