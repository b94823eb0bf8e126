package dev.gitops.cluster.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A credential plugin of a kubeconfig: a command that prints an ExecCredential with a token or a client certificate. Asked again once what it gave has expired. */
final class ExecCredential {

    private static final long SECONDS = 60;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Kubeconfig.Entry plugin;
    private final Map<String, String> environment;
    private final ObjectNode cluster;
    private final Clock clock;
    private @Nullable JsonNode status;
    private long given;
    private boolean once;
    private @Nullable InvalidInputException broken;
    private long brokenSince;

    ExecCredential(Kubeconfig.Entry plugin, Map<String, String> environment, ObjectNode cluster, Clock clock) {
        this.plugin = plugin;
        this.environment = environment;
        this.cluster = cluster;
        this.clock = clock;
    }

    /**
     * The token or certificate as the plugin gave it last, unless that has expired.
     *
     * @throws InvalidInputException if it never gave one
     * @throws UncheckedIOException if it gave one before, and cannot do so now
     */
    synchronized JsonNode status() {
        JsonNode known = status;
        if (known == null || expired(known)) {
            known = asked();
            status = known;
            given = System.nanoTime();
            once = true;
        }
        return known;
    }

    /** It is run once, however many requests wait for what it gives; where it has worked before again after a while, as that may pass. */
    private JsonNode asked() {
        InvalidInputException known = broken;
        if (known == null || once && System.nanoTime() - brokenSince > PAUSE.toNanos()) {
            try {
                JsonNode gives = run();
                broken = null;
                return gives;
            } catch (InvalidInputException failed) {
                known = failed;
                broken = failed;
                brokenSince = System.nanoTime();
            }
        }
        if (once) {
            throw new UncheckedIOException(new CredentialsLostException(known));
        }
        throw known;
    }

    /**
     * Forgets what the plugin gave, after the server refused a request. What it gave since that was sent is another credential, and stays: of many requests that are refused at once the first asks the plugin.
     *
     * @param sent when the request was sent, by {@link System#nanoTime()}
     */
    synchronized void forget(long sent) {
        if (given - sent <= 0) {
            status = null;
        }
    }

    private boolean expired(JsonNode known) {
        try {
            Instant until = OffsetDateTime.parse(
                            known.path("expirationTimestamp").asText(""))
                    .toInstant();
            return !clock.instant().isBefore(until.minusSeconds(10));
        } catch (DateTimeParseException forever) {
            return false;
        }
    }

    private JsonNode run() {
        List<String> command = new ArrayList<>();
        String executable = String.valueOf(plugin.text("command"));
        // As kubectl does it: a command with a slash is relative to its kubeconfig, others are looked up in PATH.
        command.add(
                executable.contains("/") ? plugin.folder().resolve(executable).toString() : executable);
        if (plugin.values().get("args") instanceof List<?> arguments) {
            arguments.forEach(argument -> command.add(String.valueOf(argument)));
        }
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(environment);
            if (plugin.values().get("env") instanceof List<?> variables) {
                for (Object variable : variables) {
                    if (variable instanceof Map<?, ?> pair) {
                        builder.environment().put(String.valueOf(pair.get("name")), String.valueOf(pair.get("value")));
                    }
                }
            }
            builder.environment().put("KUBERNETES_EXEC_INFO", info());
            Process process = builder.start();
            process.getOutputStream().close();
            CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw failed(executable, "ended with an error; its message is above");
            }
            JsonNode given = Json.read(printed).path("status");
            if (!given.has("token") && !given.has("clientCertificateData")) {
                throw failed(executable, "printed no ExecCredential with a token or a client certificate");
            }
            return given;
        } catch (IOException cannotStart) {
            throw failed(executable, "cannot be started: " + cannotStart.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failed(executable, "was interrupted");
        }
    }

    private String info() {
        ObjectNode info = Json.object();
        String version = plugin.text("apiVersion");
        info.put("apiVersion", version == null ? "client.authentication.k8s.io/v1" : version);
        info.put("kind", "ExecCredential");
        ObjectNode spec = info.putObject("spec");
        spec.put("interactive", false);
        if (plugin.flag("provideClusterInfo")) {
            spec.set("cluster", cluster);
        }
        return Json.text(info);
    }

    private InvalidInputException failed(String executable, String why) {
        String name = Path.of(executable).getFileName().toString();
        String help = plugin.text("installHint");
        return new InvalidInputException(
                "the kubeconfig",
                List.of(Problem.of(
                        "users.user.exec",
                        name,
                        "the credential plugin " + why,
                        help == null ? "run it by hand to see more" : help.strip())));
    }
}
