package dev.gitops.engine.workspace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.AppSpec;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.LineStop;
import dev.gitops.api.Settings;
import dev.gitops.git.ConfigRepository;
import dev.gitops.policy.Stop;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stops of a config repository's line: a file each on the branch of {@link Holds}, whatever they stop, so that one commit stops ten thousand applications. */
public final class Stops {

    /** No name of an environment or team is this. */
    private static final String ALL = "_";

    private static final String FOLDER = "line";
    private static final String ENDING = ".json";

    private final Workspace workspace;
    private final ConfigRepository repository;
    private final Settings settings;

    Stops(Workspace workspace, Settings settings) {
        this.workspace = workspace;
        this.repository = workspace.repository();
        this.settings = settings;
    }

    /** The stops that hold an application in an environment, fetched. */
    public List<Stop> of(AppSpec app, EnvironmentName environment) {
        return workspace.states().map(tree -> read(tree, app, environment)).orElse(List.of());
    }

    /** The same in a tree of the branch. A file that cannot be read stops all the same. */
    public static List<Stop> read(SourceTree tree, AppSpec app, EnvironmentName environment) {
        List<Stop> stops = new ArrayList<>();
        for (LineStop line : Stop.lines(app, environment)) {
            read(tree, line).filter(stop -> !stops.contains(stop)).ifPresent(stops::add);
        }
        return stops;
    }

    private static Optional<Stop> read(SourceTree tree, LineStop line) {
        return tree.read(path(line)).map(content -> {
            try {
                JsonNode json = StateJson.MAPPER.readTree(content);
                return new Stop(
                        line,
                        json.path("by").asText("unknown"),
                        Instant.parse(json.path("since").asText()),
                        json.hasNonNull("reason") ? json.path("reason").asText() : null);
            } catch (IOException | DateTimeParseException unreadable) {
                return new Stop(line, "unknown", Instant.EPOCH, "its file " + path(line) + " cannot be read");
            }
        });
    }

    /** Every stop that is there, fetched. A file that has no name of a stop is none. */
    public List<Stop> all() {
        return workspace.states().map(Stops::all).orElse(List.of());
    }

    private static List<Stop> all(SourceTree tree) {
        List<Stop> stops = new ArrayList<>();
        for (SourceTree.Entry environment : tree.list(FOLDER)) {
            for (SourceTree.Entry team : tree.list(FOLDER + "/" + environment.name())) {
                line(environment.name(), team.name())
                        .flatMap(line -> read(tree, line))
                        .ifPresent(stops::add);
            }
        }
        return stops;
    }

    private static Optional<LineStop> line(String environment, String file) {
        if (!file.endsWith(ENDING)) {
            return Optional.empty();
        }
        String team = file.substring(0, file.length() - ENDING.length());
        try {
            return Optional.of(Stop.line(
                    environment.equals(ALL) ? null : EnvironmentName.of(environment), team.equals(ALL) ? null : team));
        } catch (InvalidInputException noEnvironment) {
            return Optional.empty();
        }
    }

    /** Whether the line is stopped by just this stop. */
    public boolean is(LineStop line) {
        return repository
                .find(Holds.BRANCH)
                .flatMap(tree -> tree.read(path(line)))
                .isPresent();
    }

    /** Stops the line, or lifts the stop, in one commit; the answer stops where it is so already. */
    public PushResult<String> set(LineStop line, boolean stopped, @Nullable String why) {
        @Nullable
        String reason =
                why == null ? null : Redaction.of(settings.environment()).text(why);
        Instant now = settings.clock().instant();
        return repository.commitOrStart(Holds.BRANCH, tip -> {
            if (tip.read(path(line)).isPresent() == stopped) {
                return new Intent.Stop<>("");
            }
            FileEdit edit = new FileEdit(path(line), stopped ? content(now, reason) : null);
            return new Intent.Commit<>(List.of(edit), message(line, stopped, now, reason));
        });
    }

    private CommitMessage message(LineStop line, boolean stopped, Instant now, @Nullable String reason) {
        List<Trailer> trailers = new ArrayList<>();
        line.environment().ifPresent(name -> trailers.add(new Trailer("GitOps-Environment", name.value())));
        line.team().ifPresent(name -> trailers.add(new Trailer("GitOps-Team", name)));
        trailers.add(new Trailer("GitOps-Operation", stopped ? "hold" : "unhold"));
        trailers.add(new Trailer("Requested-By", settings.actor()));
        return new CommitMessage(
                settings.actor(),
                now,
                (stopped ? "Stop " : "Free ") + line.inWords(),
                reason == null ? "" : reason,
                trailers);
    }

    private byte[] content(Instant now, @Nullable String reason) {
        try {
            return (StateJson.MAPPER
                                    .writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(StateJson.MAPPER
                                            .createObjectNode()
                                            .put("by", settings.actor())
                                            .put("since", now.toString())
                                            .put("reason", reason))
                            + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("three texts are JSON", impossible);
        }
    }

    private static String path(LineStop line) {
        return FOLDER + "/" + line.environment().map(EnvironmentName::value).orElse(ALL) + "/"
                + line.team().orElse(ALL) + ENDING;
    }
}
