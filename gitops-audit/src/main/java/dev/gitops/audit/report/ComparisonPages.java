package dev.gitops.audit.report;

import dev.gitops.audit.report.Comparison.Row;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The lag between environments: a table of all pairs, and a page a pair. */
final class ComparisonPages {

    private final ReportInput input;
    private final Pages pages;

    ComparisonPages(ReportInput input, Pages pages) {
        this.input = input;
        this.pages = pages;
    }

    /** The table for the first page; nothing where there is nothing to compare. */
    Html table(List<Comparison> comparisons) {
        Html rows = new Html();
        for (Comparison comparison : comparisons) {
            long both = comparison.both(input.apps());
            List<Row> different = comparison.different(input.apps());
            long behind = different.stream().filter(row -> row.releases() > 0).count();
            if (both > 0) {
                rows.add(
                        "<tr><th scope=\"row\"><a href=\"compare/{}\">{} and {}</a></th><td data-label=\"Same\">{}</td><td data-label=\"Different\">{}</td><td data-label=\"Behind\">{}</td><td data-label=\"Furthest behind\">{}</td></tr>\n",
                        comparison.file(),
                        comparison.from(),
                        comparison.to(),
                        both - different.size(),
                        different.size(),
                        behind,
                        furthest(different));
            }
        }
        if (rows.isEmpty()) {
            return rows;
        }
        return new Html()
                .add(
                        "<section aria-labelledby=\"lag-title\"><h2 id=\"lag-title\">Lag between environments</h2>\n<table class=\"cards plain\"><thead><tr><th scope=\"col\">Environments</th><th scope=\"col\">Same</th><th scope=\"col\">Different</th><th scope=\"col\">Behind</th><th scope=\"col\">Furthest behind</th></tr></thead><tbody>\n{}</tbody></table></section>\n",
                        rows);
    }

    private Html furthest(List<Row> different) {
        return different.stream()
                .filter(row -> row.releases() > 0)
                .findFirst()
                .map(row -> new Html()
                        .add(
                                "{} <span class=\"quiet\">{}</span>",
                                pages.app("", row.app().name()),
                                releases(row)))
                .orElseGet(() -> new Html().text("-"));
    }

    private String releases(Row row) {
        String releases = row.releases() == 0 ? "" : row.releases() + (row.releases() == 1 ? " release" : " releases");
        String waiting = Comparison.waiting(row, input).map(Page::span).orElse("");
        return releases + (releases.isEmpty() || waiting.isEmpty() ? "" : ", ") + waiting;
    }

    /** The page of a pair. */
    Html page(Comparison comparison) {
        List<Row> different = comparison.different(input.apps());
        long same = comparison.both(input.apps()) - different.size();
        Html about = new Html()
                .add(
                        "{} applications differ, {} have the same in both{}",
                        different.size(),
                        same,
                        longest(different).map(time -> ", longest for " + time).orElse(""));
        String title = comparison.from() + " and " + comparison.to();
        Html body = Page.head(input, "../", title, about);
        if (!different.isEmpty()) {
            body.raw("<table class=\"cards plain\"><thead><tr>");
            for (String head : List.of("Application", comparison.from(), comparison.to(), "Lag", "Promote")) {
                body.add("<th scope=\"col\">{}</th>", head);
            }
            body.raw("</tr></thead><tbody>\n");
            different.forEach(row -> row(body, row));
            body.raw("</tbody></table>\n");
        }
        body.raw("</main>\n");
        return Page.of(title + " \u2013 " + input.title(), "../", body);
    }

    private void row(Html body, Row row) {
        boolean promoted = row.to().from().contains(row.from().environment())
                && !row.from().wanted().version().isEmpty();
        body.add("<tr><th scope=\"row\">{}", pages.app("../", row.app().name()));
        Optional.ofNullable(row.app().team())
                .ifPresent(team -> body.raw(" <span class=\"quiet\">").add("{}</span>", pages.team("../", team)));
        body.add(
                "</th><td data-label=\"{}\"><div>{}</div></td><td data-label=\"{}\"><div>{}</div></td><td data-label=\"Lag\">{}</td><td data-label=\"Promote\">{}</td></tr>\n",
                row.from().environment(),
                CellView.of(row.from(), input.links(), input.now()),
                row.to().environment(),
                CellView.of(row.to(), input.links(), input.now()),
                releases(row),
                promoted
                        ? Commands.promote(
                                row.app().name(),
                                row.from().environment(),
                                row.to().environment())
                        : "-");
    }

    private Optional<String> longest(List<Row> different) {
        return different.stream()
                .flatMap(row -> Comparison.waiting(row, input).stream())
                .max(Comparator.<Duration>naturalOrder())
                .map(Page::span);
    }
}
