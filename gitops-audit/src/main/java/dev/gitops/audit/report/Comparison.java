package dev.gitops.audit.report;

import dev.gitops.api.Names;
import dev.gitops.audit.report.ReportInput.App;
import dev.gitops.audit.report.ReportInput.Behind;
import dev.gitops.audit.report.ReportInput.Cell;
import dev.gitops.audit.report.ReportInput.Deployed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Two environments side by side: what the first has and the second has not.
 *
 * @param from the first, from which the second gets its releases, or which stands before it
 * @param to the second
 */
record Comparison(String from, String to) {

    /** With more environments only those are compared of which one promotes into the other. */
    private static final int MOST_FOR_ALL = 5;

    /** An application that has both, and differs. */
    record Row(App app, Cell from, Cell to) {

        int releases() {
            return to.behind().stream()
                    .filter(behind -> behind.environment().equals(from.environment()))
                    .mapToInt(Behind::releases)
                    .findFirst()
                    .orElse(0);
        }
    }

    /** Which environments to compare: along the paths of promotion first, then all others while they are few. */
    static List<Comparison> all(ReportInput input) {
        List<String> environments = input.environments();
        Set<Comparison> all = new LinkedHashSet<>();
        input.apps().stream()
                .flatMap(app -> app.cells().stream())
                .forEach(cell -> cell.from().forEach(from -> all.add(new Comparison(from, cell.environment()))));
        all.removeIf(each -> !environments.contains(each.from()) || !environments.contains(each.to()));
        for (int i = 0; i < environments.size() && environments.size() <= MOST_FOR_ALL; i++) {
            for (int j = i + 1; j < environments.size(); j++) {
                if (!all.contains(new Comparison(environments.get(j), environments.get(i)))) {
                    all.add(new Comparison(environments.get(i), environments.get(j)));
                }
            }
        }
        return all.stream()
                .filter(each -> Names.isLabel(each.from()) && Names.isLabel(each.to()))
                .sorted(Comparator.comparingInt((Comparison each) -> environments.indexOf(each.to()))
                        .thenComparing(each -> -environments.indexOf(each.from())))
                .toList();
    }

    String file() {
        return from + "--" + to + ".html";
    }

    /** How many applications have both. */
    long both(Collection<App> apps) {
        return apps.stream()
                .filter(app -> app.in(from).isPresent() && app.in(to).isPresent())
                .count();
    }

    /** The applications that differ, those that are furthest behind first. */
    List<Row> different(Collection<App> apps) {
        List<Row> rows = new ArrayList<>();
        for (App app : apps) {
            Optional<Cell> first = app.in(from);
            Optional<Cell> second = app.in(to);
            if (first.isPresent()
                    && second.isPresent()
                    && !first.get()
                            .wanted()
                            .images()
                            .equals(second.get().wanted().images())) {
                rows.add(new Row(app, first.get(), second.get()));
            }
        }
        rows.sort(Comparator.comparingInt(Row::releases).reversed());
        return rows;
    }

    /** How long the first has had what the second has not, where that was deployed. */
    static Optional<Duration> waiting(Row row, ReportInput input) {
        Deployed deployed = row.from().deployed();
        return deployed == null || !row.from().current()
                ? Optional.empty()
                : Optional.of(Duration.between(deployed.at(), input.now()));
    }
}
