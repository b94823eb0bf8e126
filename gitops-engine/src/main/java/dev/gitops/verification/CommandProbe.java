package dev.gitops.verification;

import dev.gitops.api.Settings;
import dev.gitops.api.model.VerifyStep;
import dev.gitops.record.Redaction;
import dev.gitops.text.Shown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a program without a shell, in an empty folder, with no variables but {@code PATH}, the language, those that say what was deployed, and those that the step names. What it prints is kept to its
 * last lines, with secrets replaced. Nothing that it has started outlives it.
 */
final class CommandProbe implements Probe {

    private static final List<String> USUAL = List.of("PATH", "LANG", "LC_ALL", "TZ", "SystemRoot");

    /** Tells the processes of a run from all others. */
    private static final String RUN = "GITOPS_VERIFY_RUN";

    private static final int LINES = 20;
    private static final int LONGEST_LINE = 500;
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final VerifyStep.Command step;
    private final Surroundings surroundings;

    CommandProbe(VerifyStep.Command step, Surroundings surroundings) {
        this.step = step;
        this.surroundings = surroundings;
    }

    @Override
    public Reply ask(Duration left) throws InterruptedException {
        Path folder;
        try {
            folder = Files.createTempDirectory("gitops-verify-");
        } catch (IOException e) {
            return Reply.of(Reply.Kind.UNANSWERED, "no folder can be made to run it in: " + e.getMessage());
        }
        try {
            return run(folder, left);
        } finally {
            delete(folder);
        }
    }

    private Reply run(Path folder, Duration left) throws InterruptedException {
        String run = UUID.randomUUID().toString();
        Process process;
        try {
            process = process(folder, run).start();
        } catch (IOException e) {
            return Reply.of(Reply.Kind.UNANSWERABLE, "it cannot be started: " + e.getMessage());
        }
        ProcessTree tree = new ProcessTree(process, folder, RUN + "=" + run);
        LastLines output = LastLines.of(process.getInputStream());
        closeInput(process);
        try {
            boolean ended = process.waitFor(left.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                tree.end();
            }
            List<String> lines = masked(output.await(GRACE));
            String last = lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1);
            if (!ended) {
                return new Reply(Reply.Kind.FAILED, "stopped after " + left.toSeconds() + " s" + last, Map.of(), lines);
            }
            int code = process.exitValue();
            return new Reply(
                    code == 0 ? Reply.Kind.PASSED : Reply.Kind.FAILED,
                    "exit code " + code + (code == 0 ? "" : last),
                    Map.of("exitCode", (double) code),
                    lines);
        } finally {
            tree.end();
        }
    }

    /** It is given nothing to read. */
    private static void closeInput(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException itHasEnded) {
            return;
        }
    }

    private ProcessBuilder process(Path folder, String run) {
        List<String> command = new ArrayList<>();
        step.command().forEach(part -> command.add(Surroundings.fill(part, surroundings.target())));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(variables());
        builder.environment().put(RUN, run);
        return builder;
    }

    private Map<String, String> variables() {
        Settings settings = surroundings.settings();
        Map<String, String> variables = new LinkedHashMap<>();
        Stream.concat(USUAL.stream(), step.variables().stream())
                .forEach(name -> settings.variable(name).ifPresent(value -> variables.put(name, value)));
        variables.put("GITOPS_APP", surroundings.target().app());
        variables.put("GITOPS_ENVIRONMENT", surroundings.target().environment().value());
        String namespace = surroundings.target().namespace();
        variables.put("GITOPS_NAMESPACE", namespace == null ? "" : namespace);
        variables.put("GITOPS_COMMIT", surroundings.commit());
        return variables;
    }

    /** What looks like a secret is replaced, and so is the value of each variable that the step names, whatever its name. */
    private List<String> masked(String text) {
        Map<String, String> secrets = new HashMap<>();
        step.variables()
                .forEach(name -> surroundings
                        .settings()
                        .variable(name)
                        .ifPresent(value -> secrets.put("NAMED_SECRET_" + name, value)));
        List<String> lines = Redaction.of(secrets)
                .text(Redaction.of(surroundings.settings()).text(text))
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.substring(0, Math.min(line.length(), LONGEST_LINE)))
                .map(Shown::line)
                .toList();
        return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException leftToTheSystem) {
            return;
        }
    }
}
