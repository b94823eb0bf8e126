package dev.gitops.helm.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.marcnuri.helm.DryRun;
import com.marcnuri.helm.HistoryCommand;
import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.ReleaseHistory;
import com.marcnuri.helm.UpgradeCommand;
import dev.gitops.helm.HelmLibrary;
import dev.gitops.helm.Workspace;
import dev.gitops.manifests.ManifestReader;
import dev.gitops.spi.ManifestObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Helm on one cluster.
 *
 * @param kubeconfig the kubeconfig's text, made anew for each call, since tokens change
 * @param cluster the cluster's name, for messages
 */
record HelmClient(Supplier<String> kubeconfig, String cluster) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ANSWER = Pattern.compile("gitops-answer: ([A-Za-z0-9+/=]*)");
    private static final String PROBE = "gitops-probe";

    /** An object to be looked up; an empty name asks for all of the kind. */
    record Key(String apiVersion, String kind, String namespace, String name) {}

    /** The release's revisions, oldest first; empty where there is none. */
    List<ReleaseHistory> history(String release, String namespace) {
        try {
            return new HistoryCommand(HelmLibrary.get(), release)
                    .withNamespace(namespace)
                    .withMax(256)
                    .withKubeConfigContents(kubeconfig.get())
                    .call();
        } catch (IllegalStateException failed) {
            if (String.valueOf(failed.getMessage()).contains("release: not found")) {
                return List.of();
            }
            throw failed("read the history of " + release, failed);
        }
    }

    /** Installs or upgrades, and waits. An {@link IllegalStateException} says in Helm's words why it failed. */
    void deploy(
            Workspace files,
            boolean install,
            String release,
            String namespace,
            String description,
            boolean atomic,
            Duration timeout) {
        int seconds = (int) Math.max(1, timeout.toSeconds());
        if (install) {
            InstallCommand command = new InstallCommand(HelmLibrary.get(), files.chart())
                    .withName(release)
                    .withNamespace(namespace)
                    .withDescription(description)
                    .withTimeout(seconds)
                    .waitReady()
                    .withKubeConfigContents(kubeconfig.get());
            for (Path file : files.values()) {
                command = command.withValuesFile(file);
            }
            (atomic ? command.atomic() : command).call();
            return;
        }
        UpgradeCommand command = new UpgradeCommand(HelmLibrary.get(), files.chart())
                .withName(release)
                .withNamespace(namespace)
                .withDescription(description)
                .withTimeout(seconds)
                .resetValues()
                .waitReady()
                .withKubeConfigContents(kubeconfig.get());
        for (Path file : files.values()) {
            command = command.withValuesFile(file);
        }
        (atomic ? command.atomic().cleanupOnFail() : command).call();
    }

    /** The objects of a release's revision, hooks left out, as Helm keeps them. */
    List<ManifestObject> manifest(String release, String namespace, int revision) {
        JsonNode secret = read(List.of(
                        new Key("v1", "Secret", namespace, "sh.helm.release.v1." + release + ".v" + revision)))
                .get(0);
        String data = secret.path("data").path("release").asText("");
        if (data.isEmpty()) {
            return List.of();
        }
        byte[] packed = Base64.getDecoder().decode(Base64.getDecoder().decode(data));
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return ManifestReader.read(JSON.readTree(unpacked).path("manifest").asText(""));
        } catch (IOException broken) {
            throw new UncheckedIOException(
                    "the record of revision " + revision + " of the release " + release + " cannot be read", broken);
        }
    }

    /** Objects as they are in the cluster, in the order asked for; an empty object where there is none. Helm itself asks, so that every way to log in that it knows will do. */
    List<JsonNode> read(List<Key> keys) {
        StringBuilder notes = new StringBuilder("{{- $found := list }}\n");
        for (Key key : keys) {
            notes.append("{{- $found = append $found (lookup %s %s %s %s) }}\n"
                    .formatted(
                            quoted(key.apiVersion()), quoted(key.kind()), quoted(key.namespace()), quoted(key.name())));
        }
        notes.append("gitops-answer: {{ $found | toJson | b64enc }}\n");
        Map<String, byte[]> chart = Map.of(
                "Chart.yaml",
                        ("apiVersion: v2\nname: " + PROBE + "\nversion: 1.0.0\n").getBytes(StandardCharsets.UTF_8),
                "templates/NOTES.txt", notes.toString().getBytes(StandardCharsets.UTF_8));
        try (Workspace files = Workspace.of(chart, List.of())) {
            String output = new InstallCommand(HelmLibrary.get(), files.chart())
                    .withName(PROBE)
                    .withNamespace(keys.stream()
                            .map(Key::namespace)
                            .filter(namespace -> !namespace.isEmpty())
                            .findFirst()
                            .orElse("default"))
                    .dryRun()
                    .withDryRunOption(DryRun.SERVER)
                    .withKubeConfigContents(kubeconfig.get())
                    .call()
                    .getOutput();
            Matcher answer = ANSWER.matcher(output);
            if (!answer.find()) {
                throw new IllegalStateException("Helm gave no answer");
            }
            List<JsonNode> objects = new ArrayList<>();
            JSON.readTree(Base64.getDecoder().decode(answer.group(1))).forEach(objects::add);
            return objects;
        } catch (IllegalStateException failed) {
            throw failed("read " + keys.size() + " objects", failed);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    ClusterException failed(String what, IllegalStateException failed) {
        return new ClusterException(
                cluster,
                "could not " + what,
                String.valueOf(failed.getMessage()).strip(),
                failed);
    }

    static Optional<String> text(JsonNode node) {
        return node.isValueNode() && !node.isNull() ? Optional.of(node.asText()) : Optional.empty();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
