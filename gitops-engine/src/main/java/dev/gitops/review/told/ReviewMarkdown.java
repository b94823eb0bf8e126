package dev.gitops.review.told;

import dev.gitops.api.review.NeededApproval;
import dev.gitops.api.review.ObjectChange;
import dev.gitops.api.review.RenderedDifference;
import dev.gitops.api.review.Review;
import dev.gitops.api.review.ReviewFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A review as a comment on the change request.
 *
 * @param limit how many characters the host takes; at least 2,000
 * @param folds whether the host folds {@code <details>}; elsewhere diffs are left to the page
 * @param page where the whole page is; empty where there is none
 */
public record ReviewMarkdown(int limit, boolean folds, Optional<String> page) {

    /** The first line of every such comment, by which it is found again: a link that nothing links to, which no host shows; of HTML some show everything. */
    public static final String MARK = "[gitops/review]: #";

    /** What all hosts take but one. */
    public static final int USUAL_LIMIT = 60_000;

    /** What a comment needs at least. */
    public static final int SMALLEST = 2_000;

    /** Checks the limit. */
    public ReviewMarkdown {
        if (limit < SMALLEST) {
            throw new IllegalArgumentException("a comment needs room for " + SMALLEST + " characters");
        }
    }

    /**
     * The comment.
     *
     * @param review the review
     * @return markdown, ending with a line end
     */
    public String of(Review review) {
        return MARK + "\n\n" + text(review, limit - MARK.length() - 2);
    }

    /**
     * What the comment says, without its mark, to be a part of a longer text.
     *
     * @param review the review
     * @return markdown, ending with a line end
     */
    public String part(Review review) {
        return text(review, limit);
    }

    private String text(Review review, int longest) {
        String head = head(review);
        String foot = "\n---\n" + foot(review);
        Room room = new Room(longest - head.length() - foot.length());
        room.section(
                "Findings",
                review.findings().stream().map(ReviewMarkdown::finding).toList(),
                2);
        room.section(
                "Whose approval it needs",
                review.approvals().stream().map(ReviewMarkdown::approval).toList(),
                4);
        room.section(
                "To know",
                review.notices().stream()
                        .map(text -> "- " + Markdown.said(text) + "\n")
                        .toList(),
                8);
        differences(review, room);
        return head + room.text() + foot;
    }

    private static String head(Review review) {
        long blocking = review.blocking().size();
        String verdict = switch (review.verdict()) {
            case PASSED -> ":white_check_mark: passed";
            case BLOCKED -> ":no_entry: blocked by " + count(blocking, "finding");
            case INVALID -> ":x: invalid: what it would do cannot be told";
        };
        return "### gitops review: " + verdict + "\n\n" + Sentences.scope(review, Markdown::name) + "\n";
    }

    private String foot(Review review) {
        return "Rendered digest " + Markdown.code(review.digest()) + " of "
                + Markdown.code(Sentences.shortened(review.from()) + ".." + Sentences.shortened(review.to()))
                + page.map(url -> " · [the whole review](" + url.replaceAll("[()<>\\s]", "") + ")")
                        .orElse("")
                + "\n";
    }

    private static String finding(ReviewFinding finding) {
        return "- " + sign(finding) + " **" + finding.severity().word() + "** " + Markdown.code(finding.id()) + " "
                + finding.object().map(object -> Markdown.code(object) + ": ").orElse("")
                + Markdown.said(finding.text())
                + Sentences.where(finding)
                        .map(where -> " (" + Markdown.said(where) + ")")
                        .orElse("")
                + Sentences.file(finding)
                        .map(file -> ", " + Markdown.code(file))
                        .orElse("")
                + "  \n  Way out: " + Markdown.said(finding.wayOut()) + "\n";
    }

    private static String sign(ReviewFinding finding) {
        return finding.blocks()
                ? ":no_entry:"
                : switch (finding.severity()) {
                    case ERROR, DANGER, WARNING -> ":warning:";
                    case NOTICE -> ":information_source:";
                };
    }

    private static String approval(NeededApproval approval) {
        return "- " + Markdown.said(approval.why()) + ": one of "
                + String.join(
                        ", ", approval.oneOf().stream().map(Markdown::code).toList())
                + (approval.fourEyes() ? ", who had no hand in it" : "") + "\n";
    }

    private void differences(Review review, Room room) {
        List<String> told = new ArrayList<>();
        List<String> diffs = new ArrayList<>();
        for (RenderedDifference difference : review.differences()) {
            StringBuilder words =
                    new StringBuilder("\n**" + Sentences.places(difference.places(), Markdown::name) + "**\n\n");
            StringBuilder diff = new StringBuilder();
            for (ObjectChange change : difference.objects()) {
                words.append("- ").append(Markdown.code(change.inWords())).append(": ");
                words.append(String.join(
                                "; ",
                                change.words().stream().map(Markdown::said).toList()))
                        .append('\n');
                diff.append(change.diff());
            }
            told.add(words.toString());
            diffs.add(folds && !diff.isEmpty() ? folded(diff.toString()) : "");
        }
        room.differences(told, diffs, page.isPresent());
    }

    private static String folded(String diff) {
        return "\n<details><summary>diff</summary>\n\n" + Markdown.block("diff", diff) + "\n</details>\n";
    }

    private static String count(long number, String of) {
        return number + " " + of + (number == 1 ? "" : "s");
    }
}
