package dev.gitops.audit.report;

import dev.gitops.audit.report.ReportInput.App;
import dev.gitops.audit.report.ReportInput.Cell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
        tiles(html);
        // Shown by the script, since it does nothing without.
        html.raw("""
                <form id="filter" role="search" hidden>
                <label>Find <input id="words" type="search" autocomplete="off" spellcheck="false" placeholder="application, team, version ..." accesskey="f"></label>
                <label>State <select id="state">
                <option value="">all</option>""");
        CellView.STATES.forEach((state, words) -> html.add("<option value=\"{}\">{}</option>", state, words));
        html.raw("</select></label>\n<output id=\"count\" aria-live=\"polite\"></output>\n</form>\n");
        html.raw(
                "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"matrix-title\"><table id=\"matrix\">");
        html.raw(
                "<caption class=\"quiet\">What Git has in each environment, and how the clusters are</caption><thead><tr><th scope=\"col\">Application</th>");
        input.environments().forEach(environment -> html.add("<th scope=\"col\">{}</th>", environment));
        html.raw("</tr></thead>\n<tbody>\n");
        input.apps().forEach(app -> row(html, app));
        return html.raw("</tbody></table></div></section>\n");
    }

    /** How many applications are in a state; each leads to those. */
    private void tiles(Html html) {
        Map<String, Long> counts = new HashMap<>();
        input.apps()
                .forEach(app -> app.cells().stream()
                        .flatMap(cell -> CellView.states(cell).stream())
                        .distinct()
                        .forEach(state -> counts.merge(state, 1L, Long::sum)));
        html.raw("<ul class=\"tiles\">");
        for (Map.Entry<String, String> state : CellView.STATES.entrySet()) {
            long count = counts.getOrDefault(state.getKey(), 0L);
            html.add(
                    "<li class=\"{}\"><a href=\"#state={}\"><b>{}</b> {}</a></li>",
                    count == 0 ? "none" : state.getKey(),
                    state.getKey(),
                    count,
                    state.getValue());
        }
        html.raw("</ul>\n");
    }

    private void row(Html html, App app) {
        Map<String, Cell> cells = new HashMap<>();
        List<String> states = new ArrayList<>();
        StringBuilder words = new StringBuilder(app.name());
        Optional.ofNullable(app.team()).ifPresent(team -> words.append(' ').append(team));
        for (Cell cell : app.cells()) {
            cells.put(cell.environment(), cell);
            states.addAll(CellView.states(cell));
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

    private void cell(Html html, Cell cell) {
        html.add("<td data-environment=\"{}\">{}</td>", cell.environment(), CellView.of(cell, input.now()));
    }
}
