package dev.gitops.audit.report;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.audit.metrics.DeliveryMetrics;
import dev.gitops.audit.metrics.Figures;
import dev.gitops.audit.report.ReportInput.App;
import dev.gitops.audit.report.ReportInput.Cell;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The pages of the applications: what each has now, its delivery figures, and its history. */
final class AppPages {

    private final ReportInput input;
    private final Map<String, App> apps;
    private final Map<String, List<Figures>> figures;

    AppPages(ReportInput input, DeliveryMetrics metrics) {
        this.input = input;
        this.apps = input.apps().stream()
                .collect(Collectors.toMap(App::name, Function.identity(), (first, second) -> first));
        this.figures = metrics.perApp(input.now().minus(Charts.WHOLE), input.now(), app -> true).stream()
                .collect(Collectors.groupingBy(Figures::group));
    }

    /**
     * A page. Safe for several threads.
     *
     * @param app the application
     * @param history its newest records, newest first
     * @param count how many records it has in all
     */
    Html page(String app, List<DeploymentRecord> history, long count, ChosenDiffs diffs) {
        Html body = new Html();
        body.add(
                "<header><p><a href=\"../index.html\">{}</a></p><h1>{}</h1><p class=\"quiet\">{}{} records</p></header>\n<main id=\"main\">\n",
                input.title(),
                app,
                Optional.ofNullable(apps.get(app))
                        .flatMap(known -> Optional.ofNullable(known.team()))
                        .map(team -> "team " + team + ", ")
                        .orElse(""),
                count);
        Optional.ofNullable(apps.get(app)).ifPresent(known -> now(body, known));
        delivery(body, figures.getOrDefault(app, List.of()));
        body.raw(
                "<section aria-labelledby=\"history-title\"><h2 id=\"history-title\">History</h2>\n<ol class=\"records\">\n");
        history.forEach(record -> RecordRows.add(body, record, Optional.empty(), diffs.of(record)));
        if (history.isEmpty()) {
            body.raw("<li class=\"quiet\">No records yet.</li>");
        }
        body.raw("</ol>\n");
        if (count > history.size()) {
            body.add(
                    "<p class=\"quiet\">The newest {}. The others: <code>gitops audit search --app {}</code></p>\n",
                    history.size(),
                    app);
        }
        body.raw("</section>\n</main>\n");
        return Page.of(app + " \u2013 " + input.title(), "../", body);
    }

    private void now(Html html, App app) {
        if (app.cells().isEmpty()) {
            return;
        }
        html.raw("<section aria-labelledby=\"now-title\"><h2 id=\"now-title\">Now</h2>\n<dl class=\"now\">\n");
        for (Cell cell : app.cells()) {
            html.add("<div><dt>{}</dt><dd>{}</dd></div>\n", cell.environment(), CellView.of(cell, input.now()));
        }
        html.raw("</dl></section>\n");
    }

    private void delivery(Html html, List<Figures> all) {
        if (all.isEmpty()) {
            return;
        }
        html.add(
                "<section aria-labelledby=\"metrics-title\"><h2 id=\"metrics-title\">Delivery</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"metrics-title\"><table><caption class=\"quiet\">The last {} weeks</caption><thead><tr>",
                Charts.WEEKS);
        for (String head : List.of("Environment", "Deployments", "Lead time", "Change failure rate", "Recovery time")) {
            html.add("<th scope=\"col\">{}</th>", head);
        }
        html.raw("</tr></thead><tbody>\n");
        for (String environment : input.environments()) {
            all.stream()
                    .filter(each -> each.environment().equals(environment))
                    .forEach(each -> html.add(
                            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                            environment,
                            each.deployments(),
                            each.leadTime().map(Charts::median).orElse("-"),
                            each.changeFailureRate().map(Charts::percent).orElse("-"),
                            each.recovery().map(Charts::median).orElse("-")));
        }
        html.raw("</tbody></table></div></section>\n");
    }
}
