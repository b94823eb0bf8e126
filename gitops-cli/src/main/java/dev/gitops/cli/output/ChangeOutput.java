package dev.gitops.cli.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.ChangeSummary;
import dev.gitops.api.ImageChange;
import dev.gitops.api.ImageRef;
import dev.gitops.text.Shown;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A change's outcome, or its plan, in JSON and in words. */
public final class ChangeOutput {

    private ChangeOutput() {}

    /**
     * The outcome in JSON.
     *
     * @param outcome the outcome
     * @param planned whether it is what would happen, not what happened
     * @return the document
     */
    public static ObjectNode json(ChangeOutcome outcome, boolean planned) {
        ChangeSummary summary = outcome.summary();
        ObjectNode json = Json.object();
        json.put("outcome", outcome.word());
        if (planned) {
            json.put("planned", true);
        }
        json.put("app", summary.app());
        json.put("environment", summary.environment().value());
        json.put("operation", summary.operation().word());
        Json.put(json, "from", Optional.ofNullable(summary.from()));
        json.set("images", images(summary.images()));
        Json.put(json, "commit", outcome.madeCommit().filter(commit -> !commit.isEmpty()));
        outcome.request()
                .ifPresent(request -> json.putObject("changeRequest")
                        .put("url", request.url())
                        .put("number", request.number())
                        .put("state", request.state().word()));
        if (outcome instanceof ChangeOutcome.Requested requested) {
            json.put("branch", requested.branch());
        }
        json.set("reasons", Json.array(outcome.reasons()));
        json.set("notices", Json.array(summary.notices()));
        json.put("diff", summary.diff());
        return json;
    }

    static ArrayNode images(List<ImageChange> images) {
        ArrayNode array = Json.array();
        for (ImageChange image : images) {
            ObjectNode node = array.addObject();
            node.put("name", image.name());
            node.put("before", text(image.before()));
            node.put("after", text(image.after()));
        }
        return array;
    }

    private static @Nullable String text(@Nullable ImageRef image) {
        return image == null ? null : image.toString();
    }

    static String inWords(ImageChange image) {
        String before = Objects.requireNonNullElse(text(image.before()), "nothing");
        String after = Objects.requireNonNullElse(text(image.after()), "nothing");
        return before.equals(after) ? after : before + " -> " + after;
    }

    /**
     * The outcome in words.
     *
     * @param outcome the outcome
     * @param planned whether it is what would happen
     * @return some lines without a line end at the end
     */
    public static String text(ChangeOutcome outcome, boolean planned) {
        ChangeSummary summary = outcome.summary();
        StringBuilder text = new StringBuilder();
        text.append(planned ? "would be " : "")
                .append(words(outcome))
                .append(": ")
                .append(summary.operation())
                .append(' ')
                .append(summary.app())
                .append(" in ")
                .append(summary.environment());
        Optional.ofNullable(summary.from())
                .ifPresent(from -> text.append(" from ").append(from));
        for (ImageChange image : summary.images()) {
            text.append("\n  ").append(inWords(image));
        }
        outcome.madeCommit()
                .filter(commit -> !commit.isEmpty())
                .ifPresent(commit -> text.append("\n  commit ").append(commit));
        outcome.request()
                .ifPresent(request -> text.append("\n  change request ").append(Shown.line(request.url())));
        outcome.reasons().forEach(reason -> text.append("\n  ").append(Shown.within(reason)));
        summary.notices().forEach(notice -> text.append("\n  note: ").append(Shown.within(notice)));
        if (planned && !summary.diff().isEmpty()) {
            text.append("\n\n").append(summary.diff().stripTrailing());
        }
        return text.toString();
    }

    static String words(ChangeOutcome outcome) {
        return Optional.of(outcome.word())
                .map(word -> word.chars()
                        .mapToObj(c -> Character.isUpperCase(c)
                                ? " " + (char) Character.toLowerCase(c)
                                : String.valueOf((char) c))
                        .collect(Collectors.joining()))
                .orElseThrow();
    }
}
