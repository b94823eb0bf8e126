package dev.gitops.engine.workspace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The holds of a config repository: a file each on the branch {@code gitops/state}. */
public final class Holds {

    /** The branch of holds. */
    public static final String BRANCH = "gitops/state";

    private final Workspace workspace;
    private final ConfigRepository repository;
    private final Settings settings;

    Holds(Workspace workspace, Settings settings) {
        this.workspace = workspace;
        this.repository = workspace.repository();
        this.settings = settings;
    }

    /** The hold of an application's environment, fetched. */
    public Optional<Hold> of(String app, EnvironmentName environment) {
        return workspace.states().flatMap(tree -> read(tree, app, environment));
    }

    /** The hold in a tree of the branch. A file that cannot be read holds all the same: stopping is the safe side. */
    public static Optional<Hold> read(SourceTree tree, String app, EnvironmentName environment) {
        return tree.read(path(app, environment)).map(content -> {
            try {
                JsonNode json = StateJson.MAPPER.readTree(content);
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

    /**
     * Whether a hold is as it is asked for: another reason is something else, none is not.
     *
     * @param present what is there
     * @param held whether there shall be one
     * @param why the reason that is given; null for none
     */
    public boolean isSo(Optional<Hold> present, boolean held, @Nullable String why) {
        return present.isPresent() == held
                && (!held || why == null || redacted(why).equals(present.get().reason()));
    }

    private String redacted(String why) {
        return Redaction.of(settings).text(why);
    }

    /** Sets or lifts a hold, or gives one another reason; the answer is empty where it is so already. */
    public PushResult<String> set(String app, EnvironmentName environment, boolean held, @Nullable String why) {
        return write(app, environment, held, why, present -> isSo(present, held, why));
    }

    /** Sets a hold where there is none; one that somebody set before stays as it is. */
    public PushResult<String> begin(String app, EnvironmentName environment, String why) {
        return write(app, environment, true, why, Optional::isPresent);
    }

    private PushResult<String> write(
            String app,
            EnvironmentName environment,
            boolean held,
            @Nullable String why,
            Predicate<Optional<Hold>> isDone) {
        @Nullable String reason = why == null ? null : redacted(why);
        Instant now = settings.clock().instant();
        return repository.commitOrStart(BRANCH, tip -> {
            Optional<Hold> present = read(tip, app, environment);
            if (isDone.test(present)) {
                return new Intent.Stop<>("");
            }
            Instant since = present.map(Hold::since).orElse(now);
            FileEdit edit = new FileEdit(path(app, environment), held ? content(since, reason) : null);
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

    private byte[] content(Instant since, @Nullable String reason) {
        ObjectNode json = StateJson.MAPPER.createObjectNode();
        json.put("by", settings.actor()).put("since", since.toString()).put("reason", reason);
        try {
            return (StateJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("three texts are JSON", impossible);
        }
    }

    static String path(String app, EnvironmentName environment) {
        return "holds/" + app + "/" + environment + ".json";
    }
}
