package dev.gitops.audit.report;

import dev.gitops.audit.report.ReportInput.App;
import dev.gitops.audit.report.Trail.Kept;
import dev.gitops.record.RecordStoreException;
import dev.gitops.spi.AuditStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Writes the report: {@code index.html}, pages of applications, environments, teams and comparisons, the timeline, style sheets and a script. */
public final class Report {

    /** How many of the newest records the histories of environments have, where nothing else is said. */
    public static final int RECORDS = 20_000;

    private static final int TIMELINE = 100;
    private static final int WHOLE_TIMELINE = 2100;
    private static final int FOREIGN_ENVIRONMENTS = 100;
    private static final List<String> ASSETS = List.of("style.css", "script.js", "icon.svg");

    private final ReportInput input;
    private final Trail trail;
    private final List<String> environments;
    private final Map<String, List<App>> teams = new TreeMap<>();
    private final Pages pages;
    private final Histories histories;
    private final Charts charts;

    private Report(ReportInput input, Trail trail) {
        this.input = input;
        this.trail = trail;
        this.environments = new ArrayList<>(input.environments());
        trail.environments().stream()
                .filter(name -> !input.environments().contains(name))
                .limit(FOREIGN_ENVIRONMENTS)
                .forEach(environments::add);
        input.apps()
                .forEach(app -> Optional.ofNullable(app.team())
                        .ifPresent(team -> teams.computeIfAbsent(team, name -> new ArrayList<>())
                                .add(app)));
        List<String> apps = new ArrayList<>(trail.apps());
        input.apps().forEach(app -> apps.add(app.name()));
        this.pages = new Pages(apps, environments, teams.keySet());
        this.histories = new Histories(input, trail, pages);
        this.charts = new Charts(trail.metrics(), input, app -> true);
    }

    /**
     * Writes a report.
     *
     * @param store where the records are; read once
     * @param input what is so now
     * @param folder where to write; made where it is not there, what is there under the same names is replaced
     * @return the page to begin with
     */
    public static Path write(AuditStore store, ReportInput input, Path folder) {
        return write(store, input, folder, RECORDS);
    }

    /**
     * Writes a report.
     *
     * @param store where the records are; read once
     * @param input what is so now
     * @param folder where to write; made where it is not there, what is there under the same names is replaced
     * @param records how many of the newest records the histories of environments have; they are kept in memory
     * @return the page to begin with
     */
    public static Path write(AuditStore store, ReportInput input, Path folder, int records) {
        Report report = new Report(input, Trail.of(store, Math.max(records, WHOLE_TIMELINE)));
        try {
            return report.write(folder);
        } catch (IOException e) {
            throw unwritable(folder, e);
        } catch (UncheckedIOException e) {
            throw unwritable(folder, Objects.requireNonNull(e.getCause()));
        }
    }

    private static RecordStoreException unwritable(Path folder, IOException e) {
        String why = Files.isRegularFile(folder) ? "it is a file" : String.valueOf(e.getMessage());
        return new RecordStoreException(
                "cannot write the report to " + folder + ": " + why + "; give a folder that can be written", e, false);
    }

    private Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String asset : ASSETS) {
            try (InputStream in = Report.class.getResourceAsStream(asset)) {
                Files.copy(
                        Objects.requireNonNull(in, asset), folder.resolve(asset), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.writeString(folder.resolve("filters.css"), Filters.styleSheet());
        for (String below : List.of("apps", "environments", "teams", "compare", "timeline")) {
            Files.createDirectories(folder.resolve(below));
        }
        ChosenDiffs diffs = ChosenDiffs.of(trail.histories(), input.diffs());
        AppPages apps = new AppPages(input, trail, pages, diffs);
        pages.apps().parallelStream().forEach(app -> write(folder, apps.of(app)));
        Map<String, List<Kept>> byEnvironment = trail.byEnvironment();
        List<Comparison> comparisons = Comparison.all(input);
        pages.environments().parallelStream()
                .forEach(environment -> write(
                        folder,
                        histories.environment(
                                environment,
                                byEnvironment.getOrDefault(environment, List.of()),
                                environmentHead(environment, comparisons))));
        pages.teams().parallelStream().forEach(team -> write(folder, Map.of("teams/" + team + ".html", team(team))));
        ComparisonPages compared = new ComparisonPages(input, pages);
        comparisons.forEach(each -> write(folder, Map.of("compare/" + each.file(), compared.page(each))));
        write(folder, histories.timeline(TIMELINE, WHOLE_TIMELINE));
        write(folder, Map.of("index.html", index(compared.table(comparisons))));
        return folder.resolve("index.html");
    }

    private static void write(Path folder, Map<String, Html> files) {
        files.forEach((name, html) -> {
            Path file = folder.resolve(name);
            try {
                if (name.indexOf('/') != name.lastIndexOf('/')) {
                    Files.createDirectories(Objects.requireNonNull(file.getParent()));
                }
                Files.writeString(file, html.toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private Html index(Html lag) {
        Html delivery = charts.html(input.environments());
        Map<String, String> sections = new LinkedHashMap<>();
        sections.put("matrix-title", "Applications");
        if (!lag.isEmpty()) {
            sections.put("lag-title", "Lag");
        }
        if (!delivery.isEmpty()) {
            sections.put("metrics-title", "Delivery");
        }
        sections.put("timeline-title", "Timeline");
        Html body = new Html();
        body.add(
                "<header><h1>{}</h1><p class=\"quiet\">{}, {}; made {}</p>",
                input.title(),
                Page.counted(input.apps().size(), "application"),
                Page.counted(trail.total(), "record"),
                Page.time(input.now()));
        body.raw("<nav aria-label=\"Sections\">");
        sections.forEach((id, words) -> body.add("<a href=\"#{}\">{}</a> ", id, words));
        body.raw("</nav>");
        names(body, "Environments", pages.environments(), environments);
        names(body, "Teams", pages.teams(), teams.keySet());
        body.raw("</header>\n<main id=\"main\">\n");
        body.add("{}{}{}", new Matrix(input, input.apps(), pages, "").html(), lag, delivery);
        body.raw("<section aria-labelledby=\"timeline-title\"><h2 id=\"timeline-title\">Timeline</h2>\n");
        body.add("{}", histories.rows("", Histories.read(trail.newest(0, TIMELINE))));
        body.add(
                "{}</section>\n</main>\n",
                Histories.neighbours("", histories.isLonger(TIMELINE) ? "timeline/" + Histories.file(2) : ""));
        return Page.of(input.title(), "", body);
    }

    private void names(Html body, String title, Set<String> withPage, Iterable<String> names) {
        if (withPage.isEmpty()) {
            return;
        }
        body.add("<nav class=\"names\" aria-label=\"{}\"><span class=\"quiet\">{}</span> ", title, title);
        for (String name : names) {
            if (withPage.contains(name)) {
                body.add("{} ", title.equals("Teams") ? pages.team("", name) : pages.environment("", name));
            }
        }
        body.raw("</nav>");
    }

    private Html environmentHead(String environment, List<Comparison> comparisons) {
        Html head = new Html();
        comparisons.stream()
                .filter(each -> each.from().equals(environment) || each.to().equals(environment))
                .forEach(each -> head.add(
                        "{}<a href=\"../compare/{}\">{} and {}</a>",
                        head.isEmpty() ? "" : ", ",
                        each.file(),
                        each.from(),
                        each.to()));
        Html compared = head.isEmpty() ? head : new Html().add("<p>Compared: {}</p>\n", head);
        return compared.add("{}", charts.html(List.of(environment)));
    }

    private Html team(String team) {
        List<App> apps = teams.getOrDefault(team, List.of());
        List<String> names = apps.stream().map(App::name).toList();
        Set<String> those = Set.copyOf(names);
        Html body =
                Page.head(input, "../", "Team " + team, new Html().add("{}", Page.counted(apps.size(), "application")));
        body.add("{}", new Matrix(input, apps, pages, "../").html());
        body.add("{}", new Charts(trail.metrics(), input, those::contains).html(input.environments()));
        body.raw("<section aria-labelledby=\"timeline-title\"><h2 id=\"timeline-title\">Timeline</h2>\n");
        body.add("{}</section>\n</main>\n", histories.rows("../", Histories.read(trail.of(names, TIMELINE))));
        return Page.of(team + " \u2013 " + input.title(), "../", body);
    }
}
