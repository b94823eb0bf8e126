package dev.gitops.kustomize.cli;

import dev.gitops.api.GitOpsException;
import dev.gitops.kustomize.BuildOptions;
import dev.gitops.kustomize.BuildResult;
import dev.gitops.kustomize.HelmOptions;
import dev.gitops.kustomize.Kustomize;
import dev.gitops.kustomize.files.DiskFileTree;
import dev.gitops.text.Shown;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code kustomize build [DIR] [options]}. */
public final class BuildCommand {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_ARGUMENTS = 2;

    private static final String USAGE = """
            Usage: kustomize build [DIR] [options]
              -o, --output PATH             write to a file, or a file for each object into a directory
                  --load-restrictor MODE    LoadRestrictionsRootOnly (default) or LoadRestrictionsNone
                  --reorder ORDER           legacy (default) or none, where the kustomization has no sortOptions
                  --enable-managedby-label  label every object with app.kubernetes.io/managed-by
              --enable-helm             render the charts of helmCharts, which stand below helmGlobals.chartHome
              --helm-kube-version V     what charts see as the cluster's version
              --helm-api-versions V,... what charts see as further API versions
            """;

    private static final Set<String> WITH_VALUE = Set.of(
            "-o",
            "--output",
            "--load-restrictor",
            "--reorder",
            "--helm-command",
            "--helm-kube-version",
            "--helm-api-versions");

    private final Path workingDirectory;
    private final PrintStream out;
    private final PrintStream err;
    private BuildOptions options = BuildOptions.DEFAULTS;
    private HelmOptions helm = HelmOptions.OFF;
    private String directory = "";
    private String output = "";

    private BuildCommand(Path workingDirectory, PrintStream out, PrintStream err) {
        this.workingDirectory = workingDirectory;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the command.
     *
     * @param args the arguments; a leading {@code build} is passed over
     * @param workingDirectory what relative paths are seen from
     * @param out where the objects go
     * @param err where warnings and errors go
     * @return 0 done, 1 failed, 2 wrong arguments or input
     */
    public static int run(String[] args, Path workingDirectory, PrintStream out, PrintStream err) {
        return new BuildCommand(workingDirectory, out, err).run(args);
    }

    private int run(String[] args) {
        int from = args.length > 0 && args[0].equals("build") ? 1 : 0;
        for (int i = from; i < args.length; i++) {
            String arg = args[i];
            if (!arg.startsWith("-") || arg.equals("-")) {
                if (!directory.isEmpty()) {
                    return wrong("specify one path to a directory, not both " + directory + " and " + arg);
                }
                directory = arg;
                continue;
            }
            int equals = arg.indexOf('=');
            String name = equals < 0 ? arg : arg.substring(0, equals);
            String value = equals >= 0
                    ? arg.substring(equals + 1)
                    : WITH_VALUE.contains(name) && i + 1 < args.length ? args[++i] : "";
            String problem = option(name, value);
            if (!problem.isEmpty()) {
                return wrong(problem);
            }
        }
        return build();
    }

    /** Takes an option; what is wrong with it, or nothing. */
    private String option(String name, String value) {
        switch (name) {
            case "-o", "--output" -> output = value;
            case "--load-restrictor" -> {
                if (value.equals("LoadRestrictionsNone")) {
                    options = options.unrestricted();
                } else if (!value.equals("LoadRestrictionsRootOnly")) {
                    return "illegal flag value --load-restrictor " + value
                            + "; legal values: [LoadRestrictionsRootOnly LoadRestrictionsNone]";
                }
            }
            case "--reorder" -> {
                if (value.equals("none")) {
                    options = options.inOrderOfAppearance();
                } else if (!value.equals("legacy")) {
                    return "illegal flag value --reorder " + value + "; legal values: [legacy none]";
                }
            }
            case "--enable-managedby-label" -> {
                if (!value.equals("false")) {
                    options = options.withManagedByLabel();
                }
            }
            case "--enable-helm" ->
                helm = new HelmOptions(!value.equals("false"), helm.kubeVersion(), helm.apiVersions());
            case "--helm-kube-version" -> helm = new HelmOptions(helm.enabled(), value, helm.apiVersions());
            case "--helm-api-versions" -> helm = new HelmOptions(helm.enabled(), helm.kubeVersion(), with(value));
            case "--helm-command" ->
                err.println(
                        "# Warning: --helm-command is passed over: charts are rendered here, and no program is run");
            case "--helm-debug" -> {
                // errors tell all there is without it
            }
            case "--enable-alpha-plugins",
                    "--enable-exec",
                    "--enable-star",
                    "--network",
                    "--network-name",
                    "--mount",
                    "--env",
                    "-e",
                    "--as-current-user" -> {
                return name + " is refused: plugins that run programs or containers are not run;"
                        + " run them beforehand and commit what they make";
            }
            case "-h", "--help" -> {
                return "help";
            }
            default -> {
                return "unknown flag: " + name;
            }
        }
        return "";
    }

    private List<String> with(String versions) {
        List<String> all = new ArrayList<>(helm.apiVersions());
        all.addAll(List.of(versions.split(",")));
        return all;
    }

    private int wrong(String problem) {
        if (problem.equals("help")) {
            out.print(USAGE);
            return DONE;
        }
        err.println("Error: " + Shown.lines(problem));
        err.print(USAGE);
        return WRONG_ARGUMENTS;
    }

    private int build() {
        try {
            Path root = workingDirectory.resolve(directory.isEmpty() ? "." : directory);
            BuildResult result =
                    Kustomize.once(options.withHelm(helm)).build(DiskFileTree.get(), DiskFileTree.path(root));
            result.warnings().forEach(told -> err.println(Shown.lines(told)));
            String text = result.text();
            if (output.isEmpty()) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                out.write(bytes, 0, bytes.length);
            } else {
                write(result, text, workingDirectory.resolve(output));
            }
            return DONE;
        } catch (GitOpsException | IOException e) {
            err.println("Error: " + Shown.lines(String.valueOf(e.getMessage())));
            return FAILED;
        }
    }

    private static void write(BuildResult result, String text, Path target) throws IOException {
        if (Files.isDirectory(target)) {
            OutputFiles.write(result.resources(), target);
        } else {
            Files.writeString(target, text);
        }
    }
}
