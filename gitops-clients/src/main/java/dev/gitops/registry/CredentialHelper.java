package dev.gitops.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gitops.api.CancelledException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Asks a credential helper of Docker: a program {@code docker-credential-NAME} that reads a server's name from its input and prints JSON. */
final class CredentialHelper {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_ANSWER = 1 << 20;
    private static final long SECONDS = 30;

    private final Map<String, String> environment;

    CredentialHelper(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Asks.
     *
     * @param name the helper's name, as in {@code ecr-login}
     * @param server what to ask for
     * @param registry for messages
     * @return the credential; empty where the helper knows none
     */
    Optional<Credential> get(String name, String server, String registry) {
        String program = "docker-credential-" + name;
        String what = "asked " + program + " for the credentials of " + registry;
        if (name.isEmpty()
                || !name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.')) {
            throw RegistryException.refused(
                    registry, 0, "Docker's config.json names a credential helper that is no name of a program");
        }
        Path found = find(program)
                .orElseThrow(() -> RegistryException.refused(
                        registry,
                        0,
                        what + ": it is not on the PATH; install it, or take it out of Docker's config.json"));
        try {
            return run(found, server, program, registry, what);
        } catch (IOException e) {
            throw new RegistryException(registry, 0, false, what + ": it cannot be run", e);
        } catch (InterruptedException e) {
            throw CancelledException.of(what, e);
        }
    }

    private Optional<Path> find(String program) {
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
            for (String ending : new String[] {"", ".exe"}) {
                Path candidate = folder.isEmpty() ? Path.of("") : Path.of(folder, program + ending);
                if (candidate.isAbsolute() && Files.isExecutable(candidate)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Credential> run(Path program, String server, String name, String registry, String what)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(program.toString(), "get").redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        CompletableFuture<byte[]> answer = CompletableFuture.supplyAsync(() -> read(process));
        try (OutputStream in = process.getOutputStream()) {
            in.write(server.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // A helper may answer without reading; what counts is how it ends.
        }
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new RegistryException(registry, 0, true, what + ": no answer within " + SECONDS + " s", null);
        }
        return credential(process.exitValue(), answer.join(), name, registry, what);
    }

    private static byte[] read(Process process) {
        try (InputStream out = process.getInputStream()) {
            return out.readNBytes(LONGEST_ANSWER);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static Optional<Credential> credential(int exit, byte[] answer, String name, String registry, String what) {
        String text = new String(answer, StandardCharsets.UTF_8);
        if (exit != 0) {
            if (text.contains("credentials not found")) {
                return Optional.empty();
            }
            throw RegistryException.refused(
                    registry, 0, what + ": it ended with exit code " + exit + "; run it by hand to see why");
        }
        try {
            JsonNode json = JSON.readTree(answer);
            String user = json.path("Username").asText("");
            String secret = json.path("Secret").asText("");
            return secret.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Credential(user.equals("<token>") ? "" : user, secret, name));
        } catch (IOException e) {
            // The cause stays out: Jackson quotes the source, which holds secrets.
            throw RegistryException.refused(registry, 0, what + ": its answer is no JSON");
        }
    }
}
