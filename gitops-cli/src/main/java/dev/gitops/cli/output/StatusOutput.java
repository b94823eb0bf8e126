package dev.gitops.cli.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.EnvironmentStatus;
import dev.gitops.api.EnvironmentStatus.Behind;
import dev.gitops.api.EnvironmentStatus.Deployed;
import dev.gitops.api.EnvironmentStatus.Seen;
import dev.gitops.api.EnvironmentStatus.State;
import dev.gitops.api.EnvironmentStatus.Wanted;
import dev.gitops.api.ReleasedImage;
import dev.gitops.audit.report.ReportInput.Stop;
import dev.gitops.cli.output.Cell.Style;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** How environments are, in JSON and in columns. */
public final class StatusOutput {

    private static final Cell NONE = Cell.of("");

    private StatusOutput() {}

    /**
     * The document.
     *
     * @param statuses how the environments are
     * @return an object each
     */
    public static ArrayNode json(List<EnvironmentStatus> statuses) {
        ArrayNode json = Json.array();
        statuses.forEach(status -> json.add(json(status)));
        return json;
    }

    private static ObjectNode json(EnvironmentStatus status) {
        ObjectNode node = Json.object();
        node.put("app", status.app());
        node.put("environment", status.environment().value());
        node.put("state", status.state().word());
        wanted(node.putObject("wanted"), status.wanted());
        if (status.deployed() != null) {
            deployed(node.putObject("deployed"), status.deployed());
        }
        if (status.seen() != null) {
            seen(node.putObject("seen"), status.seen());
        }
        ArrayNode behind = node.putArray("behind");
        status.behind()
                .forEach(other -> behind.addObject()
                        .put("environment", other.environment().value())
                        .put("releases", other.releases()));
        node.set("images", images(status.images()));
        node.put("commit", status.commit());
        Json.put(node, "deployedAt", status.deployedAt());
        node.put("verified", status.verified());
        Json.put(node, "health", status.health());
        node.put("held", status.held() != null);
        Json.put(node, "heldBecause", status.held());
        node.put("frozen", status.frozen() != null);
        Json.put(node, "frozenBecause", status.frozen());
        Json.put(node, "pending", status.pending());
        Json.put(node, "problem", status.problem());
        Json.put(node, "waiting", status.waiting());
        Json.put(node, "bakingUntil", status.bakingUntil());
        return node;
    }

    private static ArrayNode images(List<ReleasedImage> images) {
        ArrayNode array = Json.array();
        images.forEach(image -> array.addObject()
                .put("name", image.name())
                .put("image", image.image().toString()));
        return array;
    }

    private static void wanted(ObjectNode node, Wanted wanted) {
        node.set("images", images(wanted.images()));
        node.put("commit", wanted.commit());
        Json.put(node, "since", wanted.since());
        Json.put(node, "by", wanted.by());
    }

    private static void deployed(ObjectNode node, Deployed deployed) {
        node.set("images", images(deployed.images()));
        node.put("commit", deployed.commit());
        node.put("at", deployed.at().toString());
        node.put("by", deployed.by());
        node.put("outcome", deployed.outcome());
        node.put("verified", deployed.verified());
        node.put("record", deployed.record());
    }

    private static void seen(ObjectNode node, Seen seen) {
        node.put("health", seen.health());
        node.set("detail", Json.array(seen.detail()));
        if (seen.drift() != null) {
            ArrayNode array = node.putArray("drift");
            seen.drift().forEach(difference -> {
                ObjectNode object = array.addObject().put("kind", difference.kind());
                Json.put(object, "namespace", difference.namespace());
                object.put("name", difference.name());
                object.put("change", difference.change().word());
            });
        }
        node.put("at", seen.at().toString());
        node.put("live", seen.live());
    }

    /**
     * The columns.
     *
     * @param statuses how the environments are
     * @param now what time it is
     * @return a row each
     */
    public static Table table(List<EnvironmentStatus> statuses, Instant now) {
        Table table = new Table("APP", "ENVIRONMENT", "WANTED", "DEPLOYED", "WHEN", "BY", "SEEN", "NOTES");
        statuses.forEach(status -> table.row(cells(status, now)));
        return table;
    }

    private static Cell[] cells(EnvironmentStatus status, Instant now) {
        Deployed deployed = status.deployed();
        Seen seen = status.seen();
        Style style = status.problem() == null ? Style.PLAIN : Style.BAD;
        return new Cell[] {
            Cell.of(status.app()),
            Cell.of(status.environment().value()),
            Cells.images(status.images()),
            deployed == null ? NONE : Cells.images(deployed.images()),
            deployed == null ? NONE : Cells.time(deployed.at(), now),
            deployed == null ? NONE : Cells.person(deployed.by()),
            seen == null ? NONE : seen(seen),
            Cell.of(notes(status, now, Stop::phrase), notes(status, now, Stop::whole))
                    .in(style)
        };
    }

    private static Cell seen(Seen seen) {
        int drifted = seen.drift() == null ? 0 : seen.drift().size();
        String text = seen.health() + (drifted == 0 ? "" : ", " + drifted + " changed by others");
        return Cell.of(text)
                .in(
                        switch (seen.health()) {
                            case "healthy" -> drifted == 0 ? Style.GOOD : Style.DOUBTFUL;
                            case "degraded", "missing" -> Style.BAD;
                            default -> Style.DOUBTFUL;
                        });
    }

    /** What one should know beside, the most telling first; for people with the phrases of holds and freezes, for programs with the whole of them. */
    private static String notes(EnvironmentStatus status, Instant now, Function<Stop, String> words) {
        List<String> notes = new ArrayList<>();
        switch (status.state()) {
            case NOTHING_RELEASED -> notes.add("nothing released");
            case NOT_DEPLOYED_YET -> notes.add("not deployed yet");
            case NEWER_WANTED -> notes.add("newer wanted");
            default -> {
                // what is wanted is there, or the problem says why nobody knows
            }
        }
        Deployed deployed = status.deployed();
        if (deployed != null && !deployed.verified()) {
            notes.add((status.state() == State.CURRENT ? "deployment " : "last deployment ") + deployed.outcome());
        }
        status.behind().forEach(behind -> notes.add(inWords(behind)));
        if (status.seen() != null) {
            notes.addAll(status.seen().detail());
        }
        String baking = BakeWords.of(status.bakingUntil(), now);
        if (baking != null) {
            notes.add(baking);
        }
        Stop held = StopWords.held(status.held());
        if (held != null) {
            notes.add("held " + words.apply(held));
        }
        if (status.frozen() != null) {
            notes.add(status.frozen());
        }
        if (status.pending() != null) {
            notes.add("pending " + status.pending());
        }
        if (status.waiting() != null) {
            notes.add("waiting: " + status.waiting());
        }
        if (status.problem() != null) {
            notes.add(status.problem());
        }
        return String.join("; ", notes);
    }

    private static String inWords(Behind behind) {
        return behind.releases() + (behind.releases() == 1 ? " release" : " releases") + " behind "
                + behind.environment();
    }
}
