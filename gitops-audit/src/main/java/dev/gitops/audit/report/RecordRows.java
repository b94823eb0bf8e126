package dev.gitops.audit.report;

import dev.gitops.api.Approval;
import dev.gitops.api.ChangeRequest;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.ImageChange;
import dev.gitops.api.ImageRef;
import dev.gitops.audit.report.ReportInput.Links;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Lists of records, for timelines and histories: the filters, and an entry each. */
final class RecordRows {

    private static final int SHORT = 10;
    private static final int LONGEST_DIFF = 300;
    private static final int LONGEST_LINE = 400;

    private final Html html = new Html();
    private final ReportInput input;
    private final Filters filters;

    private RecordRows(ReportInput input, List<DeploymentRecord> records) {
        this.input = input;
        this.filters = new Filters(records, input.now());
    }

    /**
     * A list.
     *
     * @param records the records, newest first
     * @param appLink the application of an entry, as a link to its page; empty where all are of one
     * @param below what stands below an entry
     */
    static Html of(
            ReportInput input,
            List<DeploymentRecord> records,
            Function<DeploymentRecord, Optional<Html>> appLink,
            Function<DeploymentRecord, Html> below) {
        RecordRows rows = new RecordRows(input, records);
        rows.html.add("{}", rows.filters.html()).raw("<ol class=\"records\">\n");
        records.forEach(record -> rows.add(record, appLink.apply(record), below.apply(record)));
        if (records.isEmpty()) {
            rows.html.raw("<li class=\"quiet\">No records yet.</li>");
        }
        return rows.html.raw("</ol>\n");
    }

    private void add(DeploymentRecord record, Optional<Html> app, Html below) {
        String tone = tone(record);
        html.add("<li id=\"r-{}\" class=\"{} {}\">", record.id(), tone, filters.classes(record));
        html.add(
                "<p class=\"what\"><span class=\"badge {}\">{}</span> <b>{}</b> ",
                tone,
                record.outcome(),
                record.operation());
        app.ifPresent(link -> html.add("{} ", link));
        html.add("<span class=\"env\">{}</span> ", record.environment());
        record.fromEnvironment().ifPresent(from -> html.add("<span class=\"quiet\">from {}</span> ", from));
        record.images().forEach(image -> image(html, image, input.links()));
        html.raw("</p><p class=\"quiet\">");
        html.add("{} by {}", Page.time(record.ended()), Page.person(record.requestedBy()));
        for (Approval approval : record.approvals()) {
            html.raw(", approved by ").link(approval.url(), Page.person(approval.by()));
            Optional.ofNullable(approval.note()).ifPresent(note -> html.add(" (\u201c{}\u201d)", note));
        }
        record.changeRequest().ifPresent(request -> html.raw(", ").link(request.url(), name(request)));
        record.buildUrl()
                .ifPresent(url -> html.raw(", ")
                        .link(
                                url,
                                record.build().isPresent()
                                        ? "build " + record.build().getAsLong()
                                        : "build"));
        record.commit()
                .filter(commit -> !commit.isEmpty())
                .ifPresent(commit -> html.raw(", <code>")
                        .link(input.links().commit(record.app(), commit), cut(commit))
                        .raw("</code>"));
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
        html.add("{}</li>\n", below);
    }

    /** A host that numbers nothing has a name for it all the same. */
    private static String name(ChangeRequest request) {
        return request.number() > 0 ? "#" + request.number() : "change request";
    }

    private static void image(Html html, ImageChange image, Links links) {
        Optional<ImageRef> before = Optional.ofNullable(image.before());
        Optional<ImageRef> after = Optional.ofNullable(image.after());
        html.add(
                "<span class=\"version\" title=\"{}\">{} {} \u2192 ",
                before.map(ImageRef::toString).orElse("nothing") + "\n"
                        + after.map(ImageRef::toString).orElse("nothing"),
                image.name(),
                before.map(RecordRows::version).orElse("nothing"));
        html.link(after.flatMap(links::image), after.map(RecordRows::version).orElse("nothing"))
                .raw("</span> ");
    }

    static String version(ImageRef image) {
        return image.tag()
                .orElseGet(() -> image.digest()
                        .map(digest -> cut(digest.substring(digest.indexOf(':') + 1)))
                        .orElse("latest"));
    }

    static String cut(String text) {
        return text.substring(0, Math.min(SHORT, text.length()));
    }

    private static String tone(DeploymentRecord record) {
        return switch (record.outcome()) {
            case "verified", "merged", "committed", "unchanged" -> "good";
            case "failed", "conflicting", "aborted" -> "bad";
            case "refused", "closed", "superseded" -> "warn";
            default -> "busy";
        };
    }

    /** What a deployment changed, to open. */
    static Html diff(String diff) {
        Html html = new Html();
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
        return html.raw("</pre></details>");
    }

    private static String kind(String line) {
        if (line.startsWith("@@") || line.startsWith("--- ") || line.startsWith("+++ ")) {
            return "at";
        }
        return line.startsWith("+") ? "add" : line.startsWith("-") ? "del" : "";
    }
}
