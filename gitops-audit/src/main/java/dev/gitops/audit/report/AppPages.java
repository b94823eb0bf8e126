package dev.gitops.audit.report;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.Operation;
import dev.gitops.audit.metrics.Figures;
import dev.gitops.audit.report.ReportInput.App;
import dev.gitops.audit.report.Trail.Kept;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The pages of the applications: what each has now, its delivery figures, and its history. */
final class AppPages {

    private static final int PAGE = 50;
    private static final int STATES_TO_GO_BACK_TO = 3;

    private final ReportInput input;
    private final Trail trail;
    private final Pages pages;
    private final ChosenDiffs diffs;
    private final Map<String, App> apps;
    private final Map<String, List<Figures>> figures;

    AppPages(ReportInput input, Trail trail, Pages pages, ChosenDiffs diffs) {
        this.input = input;
        this.trail = trail;
        this.pages = pages;
        this.diffs = diffs;
        this.apps = input.apps().stream()
                .collect(Collectors.toMap(App::name, Function.identity(), (first, second) -> first));
        this.figures = trail.metrics().perApp(input.now().minus(Charts.WHOLE), input.now(), app -> true).stream()
                .collect(Collectors.groupingBy(Figures::group));
    }

    /** The pages of an application, by file below the report's folder. Safe for several threads. */
    Map<String, Html> of(String app) {
        List<Kept> kept = trail.of(app);
        List<List<Kept>> parts = Histories.parts(kept, PAGE);
        Map<String, Html> files = new HashMap<>();
        Html first = first(app, parts.isEmpty() ? List.of() : Histories.read(parts.get(0)), parts.size());
        files.put("apps/" + app + ".html", first);
        for (int i = 1; i < parts.size(); i++) {
            String newer = i == 1 ? "../" + app + ".html" : Histories.file(i);
            String older = i + 1 < parts.size() ? Histories.file(i + 2) : "";
            Html about =
                    new Html().add("{}, page {} of {}", Page.counted(trail.count(app), "record"), i + 1, parts.size());
            files.put(
                    "apps/" + app + "/" + Histories.file(i + 1),
                    further(app, app, about, parts.get(i), Histories.neighbours(newer, older)));
        }
        if (parts.size() > 1) {
            byEnvironment(kept)
                    .forEach((environment, records) -> files.put(
                            "apps/" + app + "/in-" + environment + ".html",
                            further(
                                    app,
                                    app + " in " + environment,
                                    new Html().add("its newest {} records", records.size()),
                                    records,
                                    new Html())));
        }
        return files;
    }

    private Map<String, List<Kept>> byEnvironment(List<Kept> kept) {
        Map<String, List<Kept>> all = kept.stream()
                .collect(Collectors.groupingBy(Kept::environment, LinkedHashMap::new, Collectors.toList()));
        all.keySet().retainAll(pages.environments());
        return all;
    }

    private Html first(String app, List<DeploymentRecord> records, int parts) {
        Optional<App> known = Optional.ofNullable(apps.get(app));
        Html about = new Html();
        known.flatMap(each -> Optional.ofNullable(each.team()))
                .ifPresent(team -> about.add("team {}, ", pages.team("../", team)));
        about.add("{}", Page.counted(trail.count(app), "record"));
        Html body = Page.head(input, "../", app, about);
        known.ifPresent(each -> body.add("{}", new NowView(input, each, pages).html()));
        delivery(body, figures.getOrDefault(app, List.of()));
        body.raw("<section aria-labelledby=\"history-title\"><h2 id=\"history-title\">History</h2>\n");
        if (parts > 1) {
            body.raw("<p>Whole history in");
            byEnvironment(trail.of(app))
                    .keySet()
                    .forEach(environment ->
                            body.add(" <a href=\"{}/in-{}.html\">{}</a>", app, environment, environment));
            body.raw("</p>\n");
        }
        body.add("{}", RecordRows.of(input, records, record -> Optional.empty(), below(records)));
        body.add("{}", Histories.neighbours("", parts > 1 ? app + "/" + Histories.file(2) : ""));
        if (trail.count(app) > trail.of(app).size()) {
            body.add(
                    "<p class=\"quiet\">The newest {}. The others: <code class=\"copy\">gitops audit search --app {}</code></p>\n",
                    trail.of(app).size(),
                    app);
        }
        body.raw("</section>\n</main>\n");
        return Page.of(app + " \u2013 " + input.title(), "../", body);
    }

    private Html further(String app, String title, Html about, List<Kept> records, Html end) {
        Html body =
                Page.head(input, "../../", title, new Html().add("<a href=\"../{}.html\">{}</a>, {}", app, app, about));
        body.raw("<section aria-labelledby=\"history-title\"><h2 id=\"history-title\">History</h2>\n");
        List<DeploymentRecord> read = Histories.read(records);
        body.add(
                "{}{}</section>\n</main>\n",
                RecordRows.of(input, read, record -> Optional.empty(), record -> new Html()),
                end);
        return Page.of(title + " \u2013 " + input.title(), "../../", body);
    }

    /** The diff of a deployment where one was asked for, and the way back to the last few states that were verified. */
    private Function<DeploymentRecord, Html> below(List<DeploymentRecord> records) {
        Set<String> targets = new HashSet<>();
        Map<String, Set<String>> commits = new HashMap<>();
        for (DeploymentRecord record : records) {
            if (record.operation() == Operation.DEPLOY && record.verified()) {
                Set<String> seen = commits.computeIfAbsent(record.environment().value(), name -> new HashSet<>());
                boolean added = record.commit().filter(seen::add).isPresent();
                if (added && seen.size() > 1 && seen.size() <= 1 + STATES_TO_GO_BACK_TO) {
                    targets.add(record.id());
                }
            }
        }
        return record -> {
            Html below = new Html();
            diffs.of(record).ifPresent(diff -> below.add("{}", RecordRows.diff(diff)));
            if (targets.contains(record.id())) {
                below.add(
                        "<details><summary>Roll back to this</summary>{}</details>",
                        Commands.rollback(
                                record.app(),
                                record.environment().value(),
                                record.commit().orElse("")));
            }
            return below;
        };
    }

    private void delivery(Html html, List<Figures> all) {
        List<Figures> some = all.stream().filter(each -> each.attempts() > 0).toList();
        if (some.isEmpty()) {
            return;
        }
        html.add(
                "<section aria-labelledby=\"metrics-title\"><h2 id=\"metrics-title\">Delivery</h2>\n<table class=\"cards plain\"><caption class=\"quiet\">The last {} weeks</caption><thead><tr>",
                Charts.WEEKS);
        for (String head : List.of("Environment", "Deployments", "Lead time", "Change failure rate", "Recovery time")) {
            html.add("<th scope=\"col\">{}</th>", head);
        }
        html.raw("</tr></thead><tbody>\n");
        for (String environment : input.environments()) {
            some.stream()
                    .filter(each -> each.environment().equals(environment))
                    .forEach(each -> html.add(
                            "<tr><th scope=\"row\">{}</th><td data-label=\"Deployments\">{}</td><td data-label=\"Lead time\">{}</td><td data-label=\"Change failure rate\">{}</td><td data-label=\"Recovery time\">{}</td></tr>\n",
                            environment,
                            each.deployments(),
                            each.leadTime().map(Charts::median).orElse("-"),
                            each.changeFailureRate().map(Charts::percent).orElse("-"),
                            each.recovery().map(Charts::median).orElse("-")));
        }
        html.raw("</tbody></table></section>\n");
    }
}
