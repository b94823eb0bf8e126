package dev.gitops.cli.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.OrderedDeployment;
import dev.gitops.api.Train;
import dev.gitops.api.TrainOutcome;
import dev.gitops.api.TrainOutcome.Part;
import dev.gitops.text.Shown;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A train's outcome, or its plan, in JSON and in words. */
public final class TrainOutput {

    private TrainOutput() {}

    /**
     * The outcome in JSON.
     *
     * @param outcome the outcome
     * @param planned whether it is what would happen, not what happened
     * @return the document
     */
    public static ObjectNode json(TrainOutcome outcome, boolean planned) {
        Train train = outcome.train();
        ObjectNode json = Json.object();
        json.put("outcome", outcome.word());
        if (planned) {
            json.put("planned", true);
        }
        json.put("operation", "promote");
        json.put("from", train.from().value());
        json.put("environment", train.environment().value());
        Json.put(json, "team", train.ofTeam());
        json.set("reasons", Json.array(outcome.parts().isEmpty() ? kept(outcome) : List.of()));
        ArrayNode changes = json.putArray("changes");
        outcome.parts().forEach(part -> part(changes.addObject(), part, planned));
        ArrayNode leftOut = json.putArray("leftOut");
        outcome.leftOut().forEach(each -> leftOut.add(ofOne(each, planned)));
        return json;
    }

    private static List<String> kept(TrainOutcome outcome) {
        return outcome.keptBack().stream()
                .map(each -> each.summary().app() + ": " + String.join("; ", each.reasons()))
                .toList();
    }

    private static void part(ObjectNode json, Part part, boolean planned) {
        json.put("outcome", part.ending().word());
        json.put("repository", part.repository());
        json.put("branch", part.branch());
        Json.put(json, "team", part.team());
        Json.put(json, "commit", part.ending().madeCommit().filter(commit -> !commit.isEmpty()));
        part.ending()
                .request()
                .ifPresent(request -> json.putObject("changeRequest")
                        .put("url", request.url())
                        .put("number", request.number())
                        .put("state", request.state().word()));
        json.set("reasons", Json.array(part.ending().reasons()));
        ArrayNode apps = json.putArray("apps");
        part.changes().forEach(change -> apps.add(ofOne(change, planned)));
        json.put("diff", part.diff());
    }

    /** The diff is one, of all. */
    private static ObjectNode ofOne(ChangeOutcome outcome, boolean planned) {
        ObjectNode json = ChangeOutput.json(outcome, planned);
        json.remove("diff");
        return json;
    }

    /**
     * Deployments in JSON.
     *
     * @param deployments how each ended
     * @return an entry each; one that could not be carried out has {@code error}
     */
    public static ArrayNode json(List<OrderedDeployment> deployments) {
        ArrayNode array = Json.array();
        for (OrderedDeployment each : deployments) {
            ObjectNode json = each.outcome().map(DeploymentOutput::json).orElseGet(Json::object);
            each.failure().ifPresent(failure -> {
                json.put("app", each.place().app());
                json.put("environment", each.place().environment().value());
                json.setAll(ErrorOutput.json(failure));
            });
            array.add(json);
        }
        return array;
    }

    /**
     * The outcome in words.
     *
     * @param outcome the outcome
     * @param planned whether it is what would happen
     * @return some lines without a line end at the end
     */
    public static String text(TrainOutcome outcome, boolean planned) {
        StringBuilder text = new StringBuilder();
        for (Part part : outcome.parts()) {
            text.append(planned ? "would be " : "")
                    .append(ChangeOutput.words(part.ending()))
                    .append(": promote ")
                    .append(
                            part.changes().size() == 1
                                    ? "1 application"
                                    : part.changes().size() + " applications")
                    .append(part.team().map(team -> " of team " + team).orElse(""))
                    .append(" in ")
                    .append(outcome.train().environment())
                    .append(" from ")
                    .append(outcome.train().from());
            part.changes().forEach(change -> text.append("\n  ").append(line(change)));
            part.ending()
                    .madeCommit()
                    .filter(commit -> !commit.isEmpty())
                    .ifPresent(commit -> text.append("\n  commit ").append(commit));
            part.ending()
                    .request()
                    .ifPresent(request -> text.append("\n  change request ").append(Shown.line(request.url())));
            part.ending().reasons().forEach(reason -> text.append("\n  ").append(Shown.within(reason)));
            part.changes()
                    .forEach(change -> change.summary()
                            .notices()
                            .forEach(notice -> text.append("\n  note: ")
                                    .append(change.summary().app())
                                    .append(": ")
                                    .append(Shown.within(notice))));
            text.append('\n');
        }
        if (outcome.parts().isEmpty()) {
            text.append("nothing goes from ")
                    .append(outcome.train().from())
                    .append(" to ")
                    .append(outcome.train().environment())
                    .append('\n');
        }
        for (ChangeOutcome each : outcome.keptBack()) {
            text.append("left out: ")
                    .append(each.summary().app())
                    .append(": ")
                    .append(Shown.within(String.join("; ", each.reasons())))
                    .append('\n');
        }
        String there = outcome.leftOut().stream()
                .filter(ChangeOutcome.UpToDate.class::isInstance)
                .map(each -> each.summary().app())
                .collect(Collectors.joining(", "));
        if (!there.isEmpty()) {
            text.append("there already: ").append(there).append('\n');
        }
        if (planned) {
            outcome.parts().stream()
                    .map(Part::diff)
                    .filter(diff -> !diff.isEmpty())
                    .forEach(diff -> text.append('\n').append(diff));
        }
        return text.toString().stripTrailing();
    }

    private static String line(ChangeOutcome change) {
        return change.summary().app() + " "
                + change.summary().images().stream().map(ChangeOutput::inWords).collect(Collectors.joining(", "));
    }

    /**
     * Deployments in words.
     *
     * @param deployments how each ended
     * @return some lines without a line end at the end
     */
    public static String text(List<OrderedDeployment> deployments) {
        return deployments.stream().map(TrainOutput::text).collect(Collectors.joining("\n"));
    }

    private static String text(OrderedDeployment deployment) {
        Optional<String> ended = deployment.outcome().map(DeploymentOutput::text);
        return ended.orElseGet(() -> "not deployed: " + deployment.place() + "\n  "
                + deployment.failure().map(ErrorOutput::text).orElse(""));
    }
}
