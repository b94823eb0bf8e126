package dev.gitops.engine.change;

import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.ChangeSummary;
import dev.gitops.api.ImageChange;
import dev.gitops.api.Train;
import dev.gitops.api.review.Review;
import dev.gitops.change.Evaluation;
import dev.gitops.change.TrainEvaluation;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.review.told.ReviewMarkdown;
import dev.gitops.spi.Forge;
import java.util.List;
import java.util.Optional;

/** What the change request of a train shows those who review it: who asked, why, each application's release before and after, who was left out and why, and what changes in the cluster. */
record TrainBody(Train train, List<TrainCar> going, Connections connections) {

    String of(TrainEvaluation made, Optional<Review> review, Forge forge) {
        int longest = forge.longestBody();
        RequestBody words = new RequestBody(going.get(0).place(), connections);
        StringBuilder body = new StringBuilder();
        body.append("**promote** of **")
                .append(going.size())
                .append(going.size() == 1 ? "** application in **" : "** applications in **")
                .append(train.environment())
                .append("**, from **")
                .append(train.from())
                .append("**\n\nAsked for by ")
                .append(words.inline(connections.settings().actor()));
        Optional.ofNullable(train.reason())
                .ifPresent(why -> body.append(", because: ").append(words.inline(why)));
        body.append(
                        "\n\nIt is merged whole or not at all. The deployments follow in this order, each after those that it comes after.\n\n")
                .append("| application | image | before | after |\n|---|---|---|---|\n");
        made.going().forEach(evaluation -> rows(evaluation.summary(), body));
        leftOut(made.leftOut(), words, body);
        made.going().forEach(evaluation -> notices(evaluation, words, body));
        int room = longest - body.length() - RequestBody.LEFT_FOR_WORDS;
        if (room < RequestBody.LEFT_FOR_WORDS) {
            return body.substring(0, Math.max(0, body.lastIndexOf("\n", longest - RequestBody.LEFT_FOR_WORDS)))
                    + "\n\n... cut; the commit names every application\n";
        }
        if (review.isPresent() && room >= ReviewMarkdown.SMALLEST) {
            return body + "\n" + new ReviewMarkdown(room, forge.foldsHtml(), Optional.empty()).part(review.get());
        }
        body.append("\nWhat changes in the rendered manifests (values of Secrets are hidden):\n\n");
        StringBuilder rendered = new StringBuilder();
        for (int i = 0; i < going.size() && rendered.length() < longest; i++) {
            TrainCar car = going.get(i);
            rendered.append("# ").append(car.place().inWords()).append('\n');
            rendered.append(new RequestBody(car.place(), car.connections())
                    .rendered(made.going().get(i)));
        }
        return body + RequestBody.fenced(rendered.toString(), longest - body.length() - RequestBody.LEFT_FOR_WORDS);
    }

    private static void rows(ChangeSummary summary, StringBuilder body) {
        for (ImageChange image : summary.images()) {
            body.append("| ")
                    .append(summary.app())
                    .append(" | ")
                    .append(image.name())
                    .append(" | ")
                    .append(RequestBody.code(image.before()))
                    .append(" | ")
                    .append(RequestBody.code(image.after()))
                    .append(" |\n");
        }
    }

    /** What is there already is not left out for those who review. */
    private static void leftOut(List<ChangeOutcome> leftOut, RequestBody words, StringBuilder body) {
        List<ChangeOutcome> told = leftOut.stream()
                .filter(outcome -> !(outcome instanceof ChangeOutcome.UpToDate))
                .toList();
        if (!told.isEmpty()) {
            body.append("\nLeft out:\n\n");
            told.forEach(outcome -> body.append("- **")
                    .append(outcome.summary().app())
                    .append("**: ")
                    .append(words.inline(String.join("; ", outcome.reasons())))
                    .append('\n'));
        }
    }

    private static void notices(Evaluation evaluation, RequestBody words, StringBuilder body) {
        String app = evaluation.summary().app();
        evaluation
                .message()
                .ifPresent(message -> message.trailers().forEach(trailer -> {
                    StringBuilder origin = new StringBuilder();
                    words.origin(trailer, origin);
                    if (!origin.isEmpty()) {
                        body.append('\n')
                                .append(app)
                                .append(": ")
                                .append(origin.toString().strip())
                                .append('\n');
                    }
                }));
        evaluation
                .summary()
                .notices()
                .forEach(notice -> body.append("\n> ")
                        .append(app)
                        .append(": ")
                        .append(notice)
                        .append('\n'));
    }
}
