package dev.gitops.audit.report;

import dev.gitops.audit.report.ReportInput.App;
import dev.gitops.audit.report.ReportInput.Cell;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The table of applications by environments, with its states to choose from. */
final class Matrix {

    /** As many columns share the width evenly; more take what they need, and are scrolled. */
    private static final int FEW = 6;

    private final ReportInput input;
    private final Collection<App> apps;
    private final Pages pages;
    private final String root;
    private final List<String> environments;

    /** The table of some applications, on a page from which {@code root} leads to the first one. */
    Matrix(ReportInput input, Collection<App> apps, Pages pages, String root) {
        this.input = input;
        this.apps = apps;
        this.pages = pages;
        this.root = root;
        this.environments = input.environments().stream()
                .filter(environment -> apps.isEmpty()
                        || apps.stream().anyMatch(app -> app.in(environment).isPresent()))
                .toList();
    }

    Html html() {
        Html html = new Html();
        html.raw("<section aria-labelledby=\"matrix-title\"><h2 id=\"matrix-title\">Applications</h2>\n");
        tiles(html);
        // Shown by the script, since it does nothing without.
        html.raw("""
                <form id="filter" role="search" hidden>
                <label>Find <input id="words" type="search" autocomplete="off" spellcheck="false" placeholder="application, team, version ..." accesskey="f"></label>
                <output id="count" aria-live="polite"></output>
                </form>
                """);
        html.add(
                "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"matrix-title\"><table id=\"matrix\" class=\"cards{}\">",
                environments.size() > FEW ? " wide" : "");
        html.raw(
                "<caption class=\"quiet\">What Git wants in each environment, and what of it was deployed and seen</caption><thead><tr><th scope=\"col\">Application</th>");
        for (String environment : environments) {
            html.raw("<th scope=\"col\">").add("{}</th>", pages.environment(root, environment));
        }
        html.raw("</tr></thead>\n<tbody>\n");
        apps.forEach(app -> row(html, app));
        return html.raw("</tbody></table></div></section>\n");
    }

    /** How many applications are in a state; each shows those, and none of its own accord. */
    private void tiles(Html html) {
        Map<String, Long> counts = new HashMap<>();
        apps.forEach(app -> states(app).forEach(state -> counts.merge(state, 1L, Long::sum)));
        if (counts.isEmpty()) {
            return;
        }
        html.raw("<fieldset class=\"tiles\"><legend class=\"unseen\">Show applications that are</legend>");
        tile(html, "all", "all", apps.size(), true);
        for (Map.Entry<String, String> state : CellView.STATES.entrySet()) {
            long count = counts.getOrDefault(state.getKey(), 0L);
            if (count > 0) {
                tile(html, state.getKey(), state.getValue(), count, false);
            }
        }
        html.raw("</fieldset>\n");
    }

    private static void tile(Html html, String state, String words, long count, boolean chosen) {
        html.add(
                "<input class=\"unseen\" type=\"radio\" name=\"state\" id=\"state-{}\" value=\"{}\"{}><label class=\"{}\" for=\"state-{}\"><b>{}</b> {}</label>",
                state,
                state,
                new Html().raw(chosen ? " checked" : ""),
                state,
                state,
                count,
                words);
    }

    private static Set<String> states(App app) {
        Set<String> states = new LinkedHashSet<>();
        app.cells().forEach(cell -> states.addAll(CellView.states(cell)));
        return states;
    }

    private void row(Html html, App app) {
        Set<String> states = states(app);
        html.raw("<tr");
        if (!states.isEmpty()) {
            html.add(" class=\"{}\"", String.join(" ", states));
        }
        html.add("><th scope=\"row\">{}", pages.app(root, app.name()));
        Optional.ofNullable(app.team())
                .ifPresent(team -> html.raw(" <span class=\"quiet\">").add("{}</span>", pages.team(root, team)));
        html.raw("</th>");
        for (String environment : environments) {
            Optional<Cell> cell = app.in(environment);
            if (cell.isEmpty()) {
                html.raw("<td class=\"none\"><span class=\"quiet\">-</span></td>");
            } else {
                html.add(
                        "<td data-label=\"{}\"><div>{}</div></td>",
                        environment,
                        CellView.of(cell.get(), input.links(), input.now()));
            }
        }
        html.raw("</tr>\n");
    }
}
