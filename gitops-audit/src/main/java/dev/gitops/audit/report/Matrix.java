package dev.gitops.audit.report;

import dev.gitops.audit.report.ReportInput.App;
import dev.gitops.audit.report.ReportInput.Cell;
import dev.gitops.audit.report.ReportInput.Health;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table of applications by environments. */
final class Matrix {

    private final ReportInput input;
    private final Set<String> appsWithPage;

    Matrix(ReportInput input, Set<String> appsWithPage) {
        this.input = input;
        this.appsWithPage = appsWithPage;
    }

    Html html() {
        Html html = new Html();
        html.raw("<section aria-labelledby=\"matrix-title\"><h2 id=\"matrix-title\">Applications</h2>\n");
        // Shown by the script, since it does nothing without.
        html.raw("""
                <form id="filter" role="search" hidden>
                <label>Find <input id="words" type="search" autocomplete="off" spellcheck="false" placeholder="application, team, version ..." accesskey="f"></label>
                <label>State <select id="state">
                <option value="">all</option><option value="unhealthy">unhealthy</option><option value="drifted">drifted</option>
                <option value="held">held</option><option value="pending">pending promotion</option><option value="unverified">not verified</option>
                </select></label>
                <output id="count" aria-live="polite"></output>
                </form>
                """);
        html.raw(
                "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"matrix-title\"><table id=\"matrix\">");
        html.raw(
                "<caption class=\"quiet\">What Git has in each environment, and how the clusters are</caption><thead><tr><th scope=\"col\">Application</th>");
        input.environments().forEach(environment -> html.add("<th scope=\"col\">{}</th>", environment));
        html.raw("</tr></thead>\n<tbody>\n");
        input.apps().forEach(app -> row(html, app));
        return html.raw("</tbody></table></div></section>\n");
    }

    private void row(Html html, App app) {
        Map<String, Cell> cells = new HashMap<>();
        List<String> states = new ArrayList<>();
        StringBuilder words = new StringBuilder(app.name());
        Optional.ofNullable(app.team()).ifPresent(team -> words.append(' ').append(team));
        for (Cell cell : app.cells()) {
            cells.put(cell.environment(), cell);
            states.addAll(states(cell));
            words.append(' ').append(cell.version());
        }
        html.add(
                "<tr data-words=\"{}\" data-states=\"{}\"><th scope=\"row\">",
                words.toString().toLowerCase(Locale.ROOT),
                String.join(" ", states));
        if (appsWithPage.contains(app.name())) {
            html.add("<a href=\"apps/{}.html\">{}</a>", app.name(), app.name());
        } else {
            html.text(app.name());
        }
        Optional.ofNullable(app.team()).ifPresent(team -> html.add(" <span class=\"quiet\">{}</span>", team));
        html.raw("</th>");
        for (String environment : input.environments()) {
            Cell cell = cells.get(environment);
            if (cell == null) {
                html.raw("<td class=\"none\"><span class=\"quiet\">-</span></td>");
            } else {
                cell(html, cell);
            }
        }
        html.raw("</tr>\n");
    }

    private static List<String> states(Cell cell) {
        List<String> states = new ArrayList<>();
        if (cell.health() == Health.UNHEALTHY) {
            states.add("unhealthy");
        }
        if (cell.drift() != null) {
            states.add("drifted");
        }
        if (cell.hold() != null) {
            states.add("held");
        }
        if (cell.pending() != null) {
            states.add("pending");
        }
        if (!cell.verified() && !cell.version().isEmpty()) {
            states.add("unverified");
        }
        return states;
    }

    private void cell(Html html, Cell cell) {
        if (cell.version().isEmpty()) {
            html.add("<td data-environment=\"{}\"><span class=\"quiet\">nothing yet</span>", cell.environment());
        } else {
            html.add(
                    "<td data-environment=\"{}\"><span class=\"version\" title=\"{}\">{}</span>",
                    cell.environment(),
                    String.join("\n", cell.images()),
                    cell.version());
        }
        Optional.ofNullable(cell.deployedAt())
                .ifPresent(time -> html.add(" <span class=\"age\">{}</span>", Page.age(time, input.now())));
        Html badges = new Html();
        switch (cell.health()) {
            case HEALTHY -> badge(badges, "good", "healthy", "");
            case PROGRESSING -> badge(badges, "busy", "rolling out", "");
            case UNHEALTHY -> badge(badges, "bad", "unhealthy", "");
            default -> badges.raw("");
        }
        if (!cell.verified() && !cell.version().isEmpty()) {
            badge(badges, "warn", "not verified", "");
        }
        optional(badges, "warn", "drifted", cell.drift());
        optional(badges, "stop", "held", cell.hold());
        optional(badges, "stop", "frozen", cell.frozen());
        ReportInput.Pending pending = cell.pending();
        if (pending != null) {
            badges.raw("<span class=\"badge busy\">")
                    .link(pending.url(), "pending " + pending.version() + " #" + pending.number())
                    .raw("</span> ");
        }
        if (!badges.isEmpty()) {
            html.add("<span class=\"badges\">{}</span>", badges);
        }
        html.raw("</td>");
    }

    private static void optional(Html html, String kind, String word, @Nullable String why) {
        if (why != null) {
            badge(html, kind, word, why);
        }
    }

    private static void badge(Html html, String kind, String word, String why) {
        html.add("<span class=\"badge {}\"", kind);
        if (!why.isEmpty()) {
            html.add(" title=\"{}\"", why);
        }
        html.add(">{}</span> ", word);
    }
}
