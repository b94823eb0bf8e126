package dev.gitops.audit.report;

import dev.gitops.api.Approval;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.ImageChange;
import dev.gitops.api.ImageRef;
import java.util.List;
import java.util.Optional;

/** Records as entries of a list, for the timeline and the histories. */
final class RecordRows {

    private static final int SHORT = 10;
    private static final int LONGEST_DIFF = 300;
    private static final int LONGEST_LINE = 400;

    private RecordRows() {}

    /**
     * An entry.
     *
     * @param appLink where the application's page is; empty on that page itself
     */
    static void add(Html html, DeploymentRecord record, Optional<String> appLink, Optional<String> diff) {
        html.add("<li id=\"r-{}\" class=\"{}\">", record.id(), tone(record));
        html.add(
                "<p class=\"what\"><span class=\"badge {}\">{}</span> <b>{}</b> ",
                tone(record),
                record.outcome(),
                record.operation());
        appLink.ifPresent(link -> {
            if (link.isEmpty()) {
                html.text(record.app());
            } else {
                html.add("<a href=\"{}\">{}</a>", link + "#r-" + record.id(), record.app());
            }
            html.raw(" ");
        });
        html.add("<span class=\"env\">{}</span> ", record.environment());
        record.fromEnvironment().ifPresent(from -> html.add("<span class=\"quiet\">from {}</span> ", from));
        record.images().forEach(image -> image(html, image));
        html.raw("</p><p class=\"quiet\">");
        html.add("{} by {}", Page.time(record.ended()), record.requestedBy());
        for (Approval approval : record.approvals()) {
            html.raw(", approved by ").link(Optional.ofNullable(approval.url()).orElse(""), approval.by());
            approval.comment().ifPresent(note -> html.add(" (\u201c{}\u201d)", note));
        }
        record.changeRequest().ifPresent(request -> html.raw(", ").link(request.url(), "#" + request.number()));
        record.buildUrl().ifPresent(url -> html.raw(", ").link(url, "build"));
        record.commit().ifPresent(commit -> html.add(", <code>{}</code>", cut(commit)));
        html.raw("</p>");
        record.reason().ifPresent(reason -> html.add("<p>{}</p>", reason));
        record.breakGlass().ifPresent(why -> html.add("<p class=\"failure\">Break-glass: {}</p>", why));
        record.failure().ifPresent(why -> html.add("<p class=\"failure\">{}</p>", why));
        record.verify()
                .forEach(step -> html.add(
                        "<p class=\"" + (step.passed() ? "quiet" : "failure") + "\">{} {}: {}</p>",
                        step.passed() ? "\u2713" : "\u2717",
                        step.step(),
                        step.detail()));
        record.notices().forEach(notice -> html.add("<p class=\"notice\">{}</p>", notice));
        diff.ifPresent(text -> diff(html, text));
        html.raw("</li>\n");
    }

    private static void image(Html html, ImageChange image) {
        html.add(
                "<span class=\"version\" title=\"{}\">{}</span> ",
                image.from().map(ImageRef::toString).orElse("nothing") + "\n"
                        + image.to().map(ImageRef::toString).orElse("nothing"),
                image.name() + " " + image.from().map(RecordRows::version).orElse("nothing") + " \u2192 "
                        + image.to().map(RecordRows::version).orElse("nothing"));
    }

    private static String version(ImageRef image) {
        return image.tag()
                .orElseGet(() -> image.digest()
                        .map(digest -> cut(digest.substring(digest.indexOf(':') + 1)))
                        .orElse("latest"));
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(SHORT, text.length()));
    }

    private static String tone(DeploymentRecord record) {
        return switch (record.outcome()) {
            case "verified", "merged", "committed", "unchanged" -> "good";
            case "failed", "conflicting" -> "bad";
            case "refused", "closed", "superseded" -> "warn";
            default -> "busy";
        };
    }

    private static void diff(Html html, String diff) {
        List<String> lines = diff.lines().toList();
        long added = lines.stream().filter(line -> kind(line).equals("add")).count();
        long removed = lines.stream().filter(line -> kind(line).equals("del")).count();
        html.add(
                "<details><summary>What it changed <span class=\"quiet\">+{} \u2212{}</span></summary><pre class=\"diff\" tabindex=\"0\">",
                added,
                removed);
        for (String line : lines.subList(0, Math.min(LONGEST_DIFF, lines.size()))) {
            String shown = line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "\u2026";
            String kind = kind(line);
            if (kind.isEmpty()) {
                html.text(shown + "\n");
            } else {
                html.add("<span class=\"{}\">{}</span>\n", kind, shown);
            }
        }
        if (lines.size() > LONGEST_DIFF) {
            html.add("<span class=\"at\">... {} lines more</span>\n", lines.size() - LONGEST_DIFF);
        }
        html.raw("</pre></details>");
    }

    private static String kind(String line) {
        if (line.startsWith("@@") || line.startsWith("--- ") || line.startsWith("+++ ")) {
            return "at";
        }
        return line.startsWith("+") ? "add" : line.startsWith("-") ? "del" : "";
    }
}
