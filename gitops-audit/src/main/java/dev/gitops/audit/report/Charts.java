package dev.gitops.audit.report;

import dev.gitops.audit.metrics.DeliveryMetrics;
import dev.gitops.audit.metrics.Figures;
import dev.gitops.audit.metrics.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The four metrics of each environment, week by week, as bars; each chart has its figures in a table below. */
final class Charts {

    static final int WEEKS = 12;
    private static final Duration WEEK = Duration.ofDays(7);
    static final Duration WHOLE = WEEK.multipliedBy(WEEKS);
    private static final int WIDTH = 300;
    private static final int HEIGHT = 110;
    private static final int BASE = 92;
    private static final int TOP = 14;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final List<Figures> whole;
    private final List<Week> weeks = new ArrayList<>();

    /** The charts of some applications. */
    Charts(DeliveryMetrics metrics, ReportInput input, Predicate<String> apps) {
        List<Period> periods = new ArrayList<>();
        periods.add(new Period(input.now().minus(WHOLE), input.now()));
        for (int i = WEEKS; i > 0; i--) {
            Instant from = input.now().minus(WEEK.multipliedBy(i));
            periods.add(new Period(from, from.plus(WEEK)));
        }
        List<List<Figures>> found = metrics.overall(periods, apps);
        this.whole = found.get(0);
        for (int i = 1; i < periods.size(); i++) {
            weeks.add(new Week(periods.get(i).from(), found.get(i)));
        }
    }

    /** A week and its figures by environment. */
    private record Week(Instant from, List<Figures> figures) {

        Optional<Figures> of(String environment) {
            return figures.stream()
                    .filter(each -> each.environment().equals(environment))
                    .findFirst();
        }
    }

    /** The section for some environments; where nothing was deployed it takes no room. Safe for several threads. */
    Html html(List<String> environments) {
        Html charts = new Html();
        for (String environment : environments) {
            whole.stream()
                    .filter(each -> each.environment().equals(environment))
                    .filter(figures -> figures.attempts() > 0 || figures.unrecovered() > 0)
                    .findFirst()
                    .ifPresent(figures -> environment(charts, figures));
        }
        if (charts.isEmpty()) {
            return charts;
        }
        return new Html()
                .add(
                        "<section aria-labelledby=\"metrics-title\"><h2 id=\"metrics-title\">Delivery</h2>\n<p class=\"quiet\">The last {} weeks, from the records alone. Definitions, version {}: docs/metrics.md of the SDK.</p>\n{}</section>\n",
                        WEEKS,
                        DeliveryMetrics.DEFINITIONS,
                        charts);
    }

    private void environment(Html html, Figures figures) {
        String environment = figures.environment();
        html.add("<h3>{}</h3><div class=\"charts\">\n", environment);
        chart(
                html,
                environment,
                "Deployments",
                figures.deployments() + ", " + decimal(figures.perDay()) + " a day",
                each -> Optional.of((double) each.deployments()),
                value -> Long.toString(Math.round(value)));
        chart(
                html,
                environment,
                "Lead time (median)",
                figures.leadTime().map(time -> hours(seconds(time.median()))).orElse("unknown"),
                each -> each.leadTime().map(time -> seconds(time.median())),
                Charts::hours);
        chart(
                html,
                environment,
                "Change failure rate",
                figures.changeFailureRate().map(Charts::percent).orElse("unknown"),
                Figures::changeFailureRate,
                Charts::percent);
        chart(
                html,
                environment,
                "Recovery time (median)",
                figures.recovery().map(time -> hours(seconds(time.median()))).orElse("nothing to recover from"),
                each -> each.recovery().map(time -> seconds(time.median())),
                Charts::hours);
        html.raw("</div>\n");
        if (!figures.hops().isEmpty()) {
            html.raw("<p>Hop by hop, medians: source");
            figures.hops()
                    .forEach(hop -> html.add(
                            " \u2192 <b>{}</b> {}",
                            hop.to(),
                            hours(seconds(hop.time().median()))));
            html.raw("</p>\n");
        }
    }

    private void chart(
            Html html,
            String environment,
            String title,
            String summary,
            Function<Figures, Optional<Double>> value,
            Function<Double, String> words) {
        List<Optional<Double>> values =
                weeks.stream().map(week -> week.of(environment).flatMap(value)).toList();
        double most = values.stream()
                .flatMap(Optional::stream)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        if (most <= 0) {
            html.add("<p class=\"figure\"><b>{}</b> {}</p>\n", title, summary);
            return;
        }
        String id =
                "chart-" + environment + "-" + title.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
        html.add(
                "<figure class=\"chart {}\"><figcaption id=\"{}\"><b>{}</b> {}</figcaption>",
                tone(title),
                id,
                title,
                summary);
        html.add("<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"{}\">", WIDTH, HEIGHT, id);
        html.add("<line class=\"axis\" x1=\"0\" y1=\"{}\" x2=\"{}\" y2=\"{}\"></line>", BASE, WIDTH, BASE);
        html.add("<text class=\"scale\" x=\"0\" y=\"10\">{}</text>", words.apply(most));
        int step = WIDTH / WEEKS;
        for (int i = 0; i < values.size(); i++) {
            double part = values.get(i).orElse(0.0) / most;
            int height = part > 0 ? (int) Math.max(2, Math.round(part * (BASE - TOP))) : 0;
            html.add(
                    "<rect class=\"bar\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"><title>{}</title></rect>",
                    i * step + 3,
                    BASE - height,
                    step - 6,
                    height,
                    "week of " + DAY.format(weeks.get(i).from()) + ": "
                            + values.get(i).map(words).orElse("nothing"));
        }
        html.add(
                "<text class=\"scale\" x=\"3\" y=\"{}\">{}</text>",
                HEIGHT - 4,
                DAY.format(weeks.get(0).from()));
        html.add(
                "<text class=\"scale end\" x=\"{}\" y=\"{}\">{}</text></svg>",
                WIDTH - 3,
                HEIGHT - 4,
                DAY.format(weeks.get(weeks.size() - 1).from()));
        html.raw(
                "<details><summary>Figures</summary><table><thead><tr><th scope=\"col\">Week of</th><th scope=\"col\">Value</th></tr></thead><tbody>");
        for (int i = 0; i < values.size(); i++) {
            html.add(
                    "<tr><th scope=\"row\">{}</th><td>{}</td></tr>",
                    DAY.format(weeks.get(i).from()),
                    values.get(i).map(words).orElse("-"));
        }
        html.raw("</tbody></table></details></figure>\n");
    }

    private static String tone(String title) {
        return title.startsWith("Change failure") || title.startsWith("Recovery") ? "trouble" : "flow";
    }

    private static double seconds(Duration duration) {
        return duration.toSeconds();
    }

    private static String hours(double seconds) {
        return Page.span(Duration.ofSeconds(Math.round(seconds)));
    }

    static String median(Figures.Spread spread) {
        return hours(seconds(spread.median()));
    }

    static String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
