package dev.gitops.review.told;

import dev.gitops.api.review.NeededApproval;
import dev.gitops.api.review.ObjectChange;
import dev.gitops.api.review.RenderedDifference;
import dev.gitops.api.review.Review;
import dev.gitops.api.review.ReviewFinding;
import dev.gitops.text.Shown;

/** A review for a terminal: findings first, then what changes, without diffs. */
public final class ReviewText {

    private ReviewText() {}

    /**
     * The text.
     *
     * @param review the review
     * @return lines, ending with a line end
     */
    public static String of(Review review) {
        StringBuilder text = new StringBuilder()
                .append(review.verdict().word())
                .append(": ")
                .append(Sentences.scope(review))
                .append('\n');
        for (ReviewFinding finding : review.findings()) {
            text.append('\n')
                    .append(finding.blocks() ? "BLOCKS " : "")
                    .append(finding.severity().word())
                    .append(' ')
                    .append(finding.id())
                    .append(": ")
                    .append(finding.object().map(object -> object + ": ").orElse(""))
                    .append(finding.text())
                    .append(Sentences.where(finding)
                            .map(where -> " (" + where + ")")
                            .orElse(""))
                    .append(Sentences.file(finding).map(file -> ", " + file).orElse(""))
                    .append("\n  way out: ")
                    .append(finding.wayOut())
                    .append('\n');
        }
        for (NeededApproval approval : review.approvals()) {
            text.append("\nneeds approval for ")
                    .append(approval.why())
                    .append(": one of ")
                    .append(String.join(", ", approval.oneOf()))
                    .append(approval.fourEyes() ? ", who had no hand in it" : "")
                    .append('\n');
        }
        for (RenderedDifference difference : review.differences()) {
            text.append('\n').append(Sentences.places(difference.places())).append('\n');
            for (ObjectChange change : difference.objects()) {
                text.append("  ")
                        .append(change.inWords())
                        .append(": ")
                        .append(String.join("; ", change.words()))
                        .append('\n');
            }
        }
        review.notices().forEach(notice -> text.append('\n').append(notice).append('\n'));
        text.append("\ndigest ").append(review.digest()).append('\n');
        return Shown.lines(text.toString());
    }

    /**
     * The verdict in a few words.
     *
     * @param review the review
     * @return one line
     */
    public static String oneLine(Review review) {
        int applications = review.scope().applications();
        int blocking = review.blocking().size();
        String how = switch (review.verdict()) {
            case PASSED -> "passed";
            case BLOCKED -> "blocked by " + blocking + (blocking == 1 ? " finding" : " findings");
            case INVALID -> "invalid";
        };
        return how + ", " + applications + (applications == 1 ? " application" : " applications")
                + " rendered differently";
    }
}
