package dev.gitops.engine.change;

import dev.gitops.api.Change;
import dev.gitops.api.ChangeSummary;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.ImageChange;
import dev.gitops.api.ImageRef;
import dev.gitops.api.review.Review;
import dev.gitops.change.EditedTree;
import dev.gitops.change.Evaluation;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Place;
import dev.gitops.git.UnifiedDiff;
import dev.gitops.record.Redaction;
import dev.gitops.repository.CommitInfo.Trailer;
import dev.gitops.repository.Snapshot;
import dev.gitops.review.told.ReviewMarkdown;
import dev.gitops.spi.Forge;
import dev.gitops.spi.RenderedManifests;
import dev.gitops.text.Shown;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a change request shows those who review it: who asked, why, the release before and after, and what changes in the cluster. */
record RequestBody(Place place, Connections connections) {

    static final int LEFT_FOR_WORDS = 200;

    String of(Change change, Evaluation made, Optional<Review> review, Forge forge) {
        int longest = forge.longestBody();
        ChangeSummary summary = made.summary();
        StringBuilder body = new StringBuilder();
        body.append("**")
                .append(summary.operation())
                .append("** of **")
                .append(summary.app())
                .append("** in **")
                .append(summary.environment())
                .append("**");
        Optional.ofNullable(summary.from())
                .ifPresent(from -> body.append(", from **").append(from).append("**"));
        body.append("\n\nAsked for by ").append(inline(connections.settings().actor()));
        Optional.ofNullable(change.reason())
                .ifPresent(why -> body.append(", because: ").append(inline(why)));
        body.append("\n\n| image | before | after |\n|---|---|---|\n");
        for (ImageChange image : summary.images()) {
            body.append("| ")
                    .append(image.name())
                    .append(" | ")
                    .append(code(image.before()))
                    .append(" | ")
                    .append(code(image.after()))
                    .append(" |\n");
        }
        made.message().ifPresent(message -> message.trailers().forEach(trailer -> origin(trailer, body)));
        summary.notices().forEach(notice -> body.append("\n> ").append(notice).append('\n'));
        int room = longest - body.length() - LEFT_FOR_WORDS;
        if (review.isPresent() && room >= ReviewMarkdown.SMALLEST) {
            String told = new ReviewMarkdown(room, forge.foldsHtml(), Optional.empty()).part(review.get());
            return body + "\n" + told;
        }
        body.append("\nWhat changes in the rendered manifests (values of Secrets are hidden):\n\n");
        return body + fenced(rendered(change, made), longest - body.length() - LEFT_FOR_WORDS);
    }

    void origin(Trailer trailer, StringBuilder body) {
        switch (trailer.key()) {
            case "Source-Commit" ->
                body.append("\nSource commit: ").append(inline(trailer.value())).append('\n');
            case "Build-Url" ->
                body.append("\nBuild: ").append(inline(trailer.value())).append('\n');
            default -> {
                // the others stand above already
            }
        }
    }

    String rendered(Evaluation made) {
        return rendered(made, false);
    }

    private String rendered(Change change, Evaluation made) {
        return rendered(made, change instanceof Change.Removal);
    }

    private String rendered(Evaluation made, boolean goes) {
        try {
            Snapshot tip = place.tip();
            String before = masked(place.manifests().render(tip, place.target()));
            String after =
                    goes ? "" : masked(place.manifests().render(new EditedTree(tip, made.edits()), place.target()));
            return UnifiedDiff.of("manifests.yaml", bytes(before), bytes(after));
        } catch (GitOpsException unrendered) {
            return "the manifests cannot be rendered: " + unrendered.getMessage();
        }
    }

    private String masked(RenderedManifests manifests) {
        return place.workspace().secretMask().mask(manifests);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The fence is longer than any run of backticks in the text, so that the text cannot end it. */
    static String fenced(String text, int room) {
        String cut = text.length() <= room
                ? text
                : text.substring(0, Math.max(0, text.lastIndexOf('\n', Math.max(0, room)))) + "\n... cut: "
                        + text.length() + " characters in all; gitops diff shows them\n";
        int run = 0;
        int longest = 2;
        for (int index = 0; index < cut.length(); index++) {
            run = cut.charAt(index) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String fence = "`".repeat(longest + 1);
        return fence + "diff\n" + Shown.lines(cut) + fence + "\n";
    }

    static String code(@Nullable ImageRef image) {
        return image == null ? "none" : "`" + image + "`";
    }

    /** Text of a person in Markdown: no line ends, nothing that would be read as markup or as a mention. */
    String inline(String text) {
        String clean = Redaction.of(connections.settings()).text(text);
        return "`" + Shown.line(clean).replace('`', '\'') + "`";
    }
}
