package dev.gitops.review.told;

import dev.gitops.api.review.NeededApproval;
import dev.gitops.api.review.ObjectChange;
import dev.gitops.api.review.RenderedDifference;
import dev.gitops.api.review.Review;
import dev.gitops.api.review.ReviewFinding;
import dev.gitops.api.review.ReviewedPlace;
import dev.gitops.text.Shown;

/** A review as a page of its own: no script, nothing loaded from anywhere, readable without its style, which Jenkins does not allow pages of builds. */
public final class ReviewHtml {

    private static final String STYLE = """
            body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #1f2328; background: #fff }
            h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 2rem }
            code, pre { font: 13px/1.45 ui-monospace, monospace } pre { background: #f6f8fa; padding: .8rem; overflow-x: auto }
            .passed { color: #1a7f37 } .blocked, .invalid, .error, .danger { color: #b42318 } .warning { color: #8a5a00 }
            li { margin: .5rem 0 } .way { color: #57606a } ins { background: #dafbe1; text-decoration: none } del { background: #ffebe9; text-decoration: none }
            table { border-collapse: collapse } td, th { text-align: left; padding: .2rem .8rem .2rem 0; vertical-align: top }
            @media (prefers-color-scheme: dark) { body { color: #e6edf3; background: #0d1117 } pre { background: #161b22 } ins { background: #12361f } del { background: #4a1d1c }
              .passed { color: #3fb950 } .blocked, .invalid, .error, .danger { color: #ff7b72 } .warning { color: #d29922 } .way { color: #8b949e } }
            """;

    private final StringBuilder page = new StringBuilder();

    private ReviewHtml() {}

    /**
     * The page.
     *
     * @param review the review
     * @return HTML
     */
    public static String of(Review review) {
        return new ReviewHtml().page(review);
    }

    private String page(Review review) {
        String word = review.verdict().word();
        page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
                .append(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\">\n")
                .append("<meta name=\"gitops-digest\" content=\"")
                .append(text(review.digest()))
                .append("\">\n<title>gitops review: ")
                .append(word)
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style></head><body>\n<h1>gitops review: <span class=\"")
                .append(word)
                .append("\">")
                .append(word)
                .append("</span></h1>\n<p>")
                .append(text(Sentences.scope(review)))
                .append("</p>\n");
        if (!review.findings().isEmpty()) {
            page.append("<h2>Findings</h2>\n<ul>\n");
            review.findings().forEach(this::finding);
            page.append("</ul>\n");
        }
        if (!review.approvals().isEmpty()) {
            page.append("<h2>Whose approval it needs</h2>\n<ul>\n");
            review.approvals().forEach(this::approval);
            page.append("</ul>\n");
        }
        if (!review.notices().isEmpty()) {
            page.append("<h2>To know</h2>\n<ul>\n");
            review.notices()
                    .forEach(notice -> page.append("<li>").append(text(notice)).append("</li>\n"));
            page.append("</ul>\n");
        }
        if (!review.differences().isEmpty()) {
            page.append("<h2>What changes</h2>\n");
            review.differences().forEach(this::difference);
        }
        digests(review);
        return page.append("</body></html>\n").toString();
    }

    private void finding(ReviewFinding finding) {
        page.append("<li><strong class=\"")
                .append(finding.severity().word())
                .append("\">")
                .append(finding.blocks() ? "blocks: " : "")
                .append(finding.severity().word())
                .append("</strong> <code>")
                .append(text(finding.id()))
                .append("</code> ");
        finding.object()
                .ifPresent(object -> page.append("<code>").append(text(object)).append("</code>: "));
        page.append(text(finding.text()));
        Sentences.where(finding)
                .ifPresent(where -> page.append(" (").append(text(where)).append(')'));
        Sentences.file(finding)
                .ifPresent(file -> page.append(", <code>").append(text(file)).append("</code>"));
        page.append("<br><span class=\"way\">Way out: ")
                .append(text(finding.wayOut()))
                .append("</span></li>\n");
    }

    private void approval(NeededApproval approval) {
        page.append("<li>")
                .append(text(approval.why()))
                .append(": one of ")
                .append(text(String.join(", ", approval.oneOf())))
                .append(approval.fourEyes() ? ", who had no hand in it" : "")
                .append("</li>\n");
    }

    private void difference(RenderedDifference difference) {
        page.append("<section><h3>")
                .append(text(Sentences.places(difference.places())))
                .append("</h3>\n<ul>\n");
        for (ObjectChange change : difference.objects()) {
            page.append("<li><code>").append(text(change.inWords())).append("</code>: ");
            page.append(text(String.join("; ", change.words())));
            if (!change.diff().isEmpty()) {
                page.append("\n<details><summary>diff</summary><pre>");
                change.diff().lines().forEach(this::line);
                page.append("</pre></details>");
            }
            page.append("</li>\n");
        }
        page.append("</ul></section>\n");
    }

    private void line(String line) {
        String mark = line.startsWith("+") ? "ins" : line.startsWith("-") ? "del" : "span";
        page.append('<')
                .append(mark)
                .append('>')
                .append(text(line))
                .append("</")
                .append(mark)
                .append(">\n");
    }

    private void digests(Review review) {
        page.append("<h2>Digests</h2>\n<p>An approval counts for exactly this: <code>")
                .append(text(review.digest()))
                .append("</code>, rendered of <code>")
                .append(text(review.to()))
                .append("</code>, compared with <code>")
                .append(text(review.from()))
                .append("</code>.</p>\n");
        if (review.places().isEmpty()) {
            return;
        }
        page.append("<details><summary>of each application and environment</summary><table>\n");
        for (ReviewedPlace place : review.places()) {
            page.append("<tr><td>")
                    .append(text(place.place().toString()))
                    .append("</td><td><code>")
                    .append(text(place.after().orElse("nothing")))
                    .append("</code></td></tr>\n");
        }
        page.append("</table></details>\n");
    }

    private static String text(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        String shown = Shown.lines(text);
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
