package dev.gitops.audit.report;

import dev.gitops.api.ImageRef;
import dev.gitops.audit.report.ReportInput.App;
import dev.gitops.audit.report.ReportInput.Behind;
import dev.gitops.audit.report.ReportInput.Cell;
import dev.gitops.audit.report.ReportInput.Deployed;
import dev.gitops.audit.report.ReportInput.Seen;
import dev.gitops.audit.report.ReportInput.Stop;
import dev.gitops.audit.report.ReportInput.Wanted;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an application has now: of each environment what is wanted, deployed and seen, and the commands that go on from there. */
final class NowView {

    private final ReportInput input;
    private final App app;
    private final Pages pages;

    NowView(ReportInput input, App app, Pages pages) {
        this.input = input;
        this.app = app;
        this.pages = pages;
    }

    Html html() {
        Html html = new Html();
        if (app.cells().isEmpty()) {
            return html;
        }
        html.raw("<section aria-labelledby=\"now-title\"><h2 id=\"now-title\">Now</h2>\n<div class=\"now\">\n");
        app.cells()
                .forEach(cell -> html.add(
                        "<div class=\"place\"><h3>{}</h3>{}</div>\n",
                        pages.environment("../", cell.environment()),
                        place(cell)));
        return html.raw("</div></section>\n");
    }

    private Html place(Cell cell) {
        Html html = new Html();
        Html badges = CellView.badges(cell);
        if (!badges.isEmpty()) {
            html.add("<p class=\"badges\">{}</p>", badges);
        }
        html.raw("<dl>");
        wanted(html, cell.wanted());
        deployed(html, cell.deployed());
        seen(html, cell.seen());
        stop(html, "Held", cell.hold());
        stop(html, "Frozen", cell.frozen());
        return html.raw("</dl>").add("{}", commands(cell));
    }

    private void wanted(Html html, Wanted wanted) {
        html.raw("<dt>Wanted</dt><dd>");
        if (wanted.version().isEmpty()) {
            html.raw("<span class=\"quiet\">nothing yet</span>");
        }
        for (ImageRef image : wanted.images()) {
            html.add("<span class=\"version\" title=\"{}\">", image);
            html.link(input.links().image(image), RecordRows.version(image)).raw("</span> ");
            html.add("<span class=\"quiet\">{}</span><br>", image.repository());
        }
        about(html, wanted.commit(), wanted.since(), wanted.by());
        html.raw("</dd>");
    }

    private void deployed(Html html, @Nullable Deployed deployed) {
        html.raw("<dt>Deployed</dt><dd>");
        if (deployed == null) {
            html.raw("<span class=\"quiet\">never</span>");
        } else {
            html.add("<span class=\"version\">{}</span> {} ", deployed.version(), deployed.outcome());
            about(html, deployed.commit(), deployed.at(), deployed.by());
        }
        html.raw("</dd>");
    }

    private void seen(Html html, @Nullable Seen seen) {
        html.raw("<dt>Seen</dt><dd>");
        if (seen == null) {
            html.raw("<span class=\"quiet\">nobody looked</span>");
        } else {
            html.add(
                    "{} <span class=\"quiet\">{} ago</span>",
                    switch (seen.health()) {
                        case HEALTHY -> "healthy";
                        case PROGRESSING -> "rolling out";
                        case UNHEALTHY -> "unhealthy";
                        default -> "unknown";
                    },
                    Page.age(seen.at(), input.now()));
            if (!seen.detail().isEmpty()) {
                html.add("<br><span class=\"failure\">{}</span>", seen.detail());
            }
        }
        html.raw("</dd>");
    }

    /** Which commit, when, by whom. */
    private void about(Html html, @Nullable String commit, @Nullable Instant when, @Nullable String by) {
        html.raw("<span class=\"quiet\">");
        if (commit != null) {
            html.raw("<code>")
                    .link(input.links().commit(app.name(), commit), RecordRows.cut(commit))
                    .raw("</code> ");
        }
        if (when != null) {
            html.add("{} ago ", Page.age(when, input.now()));
        }
        if (by != null) {
            html.add("by {}", Page.person(by));
        }
        html.raw("</span>");
    }

    private static void stop(Html html, String word, @Nullable Stop stop) {
        if (stop != null) {
            html.add("<dt>{}</dt><dd>{}</dd>", word, stop.whole());
        }
    }

    private Html commands(Cell cell) {
        Html commands = new Html();
        String environment = cell.environment();
        if (CellView.isUndeployed(cell)) {
            commands.add("{}", Commands.deploy(app.name(), environment));
        }
        promotion(cell).ifPresent(from -> commands.add("{}", Commands.promote(app.name(), from, environment)));
        if (cell.hold() != null) {
            commands.add("{}", Commands.lift(app.name(), environment));
        }
        if (cell.deployed() != null) {
            commands.add("{}", Commands.rollback(app.name(), environment));
        }
        return commands;
    }

    /** From where there is something to promote: an environment that is ahead, else one that has another release. */
    private Optional<String> promotion(Cell cell) {
        return cell.from().stream()
                .filter(from -> cell.behind().stream().map(Behind::environment).anyMatch(from::equals))
                .findFirst()
                .or(() -> cell.from().stream()
                        .filter(from -> app.in(from)
                                .map(Cell::wanted)
                                .filter(wanted -> !wanted.version().isEmpty())
                                .filter(wanted ->
                                        !wanted.images().equals(cell.wanted().images()))
                                .isPresent())
                        .findFirst());
    }
}
