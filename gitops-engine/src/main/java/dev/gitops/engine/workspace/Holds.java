package dev.gitops.engine.workspace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.Settings;
import dev.gitops.git.ConfigRepository;
import dev.gitops.policy.Hold;
import dev.gitops.record.Redaction;
import dev.gitops.repository.CommitInfo.Trailer;
import dev.gitops.repository.CommitMessage;
import dev.gitops.repository.Intent;
import dev.gitops.repository.PushResult;
import dev.gitops.spi.FileEdit;
import dev.gitops.spi.SourceTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The holds of a config repository: a file each on the branch {@code gitops/state}. */
public final class Holds {

    /** The branch of holds. */
    public static final String BRANCH = "gitops/state";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ConfigRepository repository;
    private final Settings settings;

    Holds(ConfigRepository repository, Settings settings) {
        this.repository = repository;
        this.settings = settings;
    }

    /** The hold of an application's environment, fetched. */
    public Optional<Hold> of(String app, EnvironmentName environment) {
        return repository.find(BRANCH).flatMap(tree -> read(tree, app, environment));
    }

    /** The hold in a tree of the branch. A file that cannot be read holds all the same: stopping is the safe side. */
    public static Optional<Hold> read(SourceTree tree, String app, EnvironmentName environment) {
        return tree.read(path(app, environment)).map(content -> {
            try {
                JsonNode json = JSON.readTree(content);
                return new Hold(
                        json.path("by").asText("unknown"),
                        Instant.parse(json.path("since").asText()),
                        json.hasNonNull("reason") ? json.path("reason").asText() : null);
            } catch (IOException | DateTimeParseException unreadable) {
                return new Hold(
                        "unknown", Instant.EPOCH, "the hold's file " + path(app, environment) + " cannot be read");
            }
        });
    }

    /** Sets or lifts a hold; the answer is empty where it is so already. */
    public PushResult<String> set(String app, EnvironmentName environment, boolean held, @Nullable String why) {
        @Nullable String reason = why == null ? null : Redaction.of(settings).text(why);
        Instant now = settings.clock().instant();
        return repository.commitOrStart(BRANCH, tip -> {
            boolean present = tip.read(path(app, environment)).isPresent();
            if (present == held) {
                return new Intent.Stop<>("");
            }
            FileEdit edit = new FileEdit(path(app, environment), held ? content(now, reason) : null);
            String verb = held ? "hold" : "unhold";
            return new Intent.Commit<>(
                    List.of(edit),
                    new CommitMessage(
                            settings.actor(),
                            now,
                            verb + "(" + environment + "): " + app,
                            reason == null ? "" : reason,
                            List.of(
                                    new Trailer("GitOps-App", app),
                                    new Trailer("GitOps-Environment", environment.value()),
                                    new Trailer("GitOps-Operation", verb),
                                    new Trailer("Requested-By", settings.actor()))));
        });
    }

    private byte[] content(Instant now, @Nullable String reason) {
        ObjectNode json = JSON.createObjectNode();
        json.put("by", settings.actor()).put("since", now.toString()).put("reason", reason);
        try {
            return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("three texts are JSON", impossible);
        }
    }

    private static String path(String app, EnvironmentName environment) {
        return "holds/" + app + "/" + environment + ".json";
    }
}
