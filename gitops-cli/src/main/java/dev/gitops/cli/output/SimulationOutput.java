package dev.gitops.cli.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.DeliveryFigures;
import dev.gitops.api.Simulation;
import dev.gitops.api.Simulation.Compared;
import dev.gitops.api.Simulation.Difference;
import dev.gitops.api.Simulation.Verdict;
import dev.gitops.text.Shown;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a simulation found, in JSON, in columns and in sentences. */
public final class SimulationOutput {

    private static final int HUNDRED = 100;
    private static final String ARROW = " -> ";

    private SimulationOutput() {}

    /**
     * The document.
     *
     * @param simulation what was found
     * @return counts, differences, figures, and what was not replayed
     */
    public static ObjectNode json(Simulation simulation) {
        ObjectNode json = Json.object();
        json.put("since", simulation.since().toString());
        json.put("until", simulation.until().toString());
        json.put("records", simulation.records());
        ObjectNode verdicts = json.putObject("verdicts");
        for (Verdict verdict : Verdict.values()) {
            verdicts.put(verdict.word(), simulation.count(verdict));
        }
        ArrayNode differences = json.putArray("differences");
        simulation.differences().forEach(difference -> differences.add(json(difference)));
        json.put("differing", simulation.differing());
        ArrayNode figures = json.putArray("figures");
        simulation.figures().forEach(compared -> {
            ObjectNode node = figures.addObject();
            node.put("group", compared.was().group());
            node.put("environment", compared.was().environment());
            node.set("was", json(compared.was()));
            node.set("would", json(compared.would()));
        });
        ArrayNode unknown = json.putArray("notReplayed");
        simulation
                .notReplayed()
                .forEach(one -> unknown.addObject()
                        .put("what", one.what().word())
                        .put("count", one.count())
                        .put("words", one.what().words()));
        json.set("notices", Json.array(simulation.notices()));
        return json;
    }

    private static ObjectNode json(Difference difference) {
        ObjectNode node = Json.object();
        node.put("record", difference.record());
        node.put("app", difference.app());
        node.put("environment", difference.environment().value());
        node.put("operation", difference.operation().word());
        node.put("at", difference.at().toString());
        node.put("was", difference.was());
        node.put("would", difference.would().word());
        ArrayNode rules = node.putArray("rules");
        difference.rules().forEach(rule -> {
            ObjectNode object = rules.addObject().put("kind", rule.kind()).put("rule", rule.rule());
            Json.put(object, "until", rule.until());
        });
        Json.put(node, "until", difference.until());
        node.put("why", difference.why());
        return node;
    }

    private static ObjectNode json(DeliveryFigures figures) {
        ObjectNode node = Json.object();
        node.put("deployments", figures.deployments());
        node.put("deploymentsPerDay", figures.perDay());
        seconds(node, "leadTimeSeconds", figures.leadTime());
        node.put("attempts", figures.attempts());
        node.put("failures", figures.failures());
        Double rate = figures.changeFailureRate();
        if (rate != null) {
            node.put("changeFailureRate", rate);
        }
        seconds(node, "recoverySeconds", figures.recovery());
        node.put("unrecovered", figures.unrecovered());
        return node;
    }

    private static void seconds(ObjectNode node, String name, @Nullable Duration time) {
        if (time != null) {
            node.put(name, time.toSeconds());
        }
    }

    /**
     * The differences in columns.
     *
     * @param simulation what was found
     * @return a row each
     */
    public static Table differences(Simulation simulation) {
        Table table = new Table("AT", "APP", "ENVIRONMENT", "OPERATION", "WAS", "WOULD", "UNTIL", "RECORD", "WHY");
        simulation
                .differences()
                .forEach(one -> table.row(
                        seconds(one.at()),
                        one.app(),
                        one.environment().value(),
                        one.operation().word(),
                        one.was(),
                        one.would().word(),
                        one.until() == null ? "" : notBefore(one.until()),
                        one.record(),
                        one.why()));
        return table;
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A time that is shown must not be before the one that is meant. */
    private static String notBefore(Instant time) {
        Instant cut = time.truncatedTo(ChronoUnit.SECONDS);
        return (cut.equals(time) ? cut : cut.plusSeconds(1)).toString();
    }

    /**
     * All of it, for people.
     *
     * @param simulation what was found
     * @param rules the file of the rules that were tried
     * @param terminal what it is shown on
     * @return the text
     */
    public static String text(Simulation simulation, String rules, Terminal terminal) {
        StringBuilder text = new StringBuilder("Replayed " + simulation.records() + " records from "
                + seconds(simulation.since()) + " to " + seconds(simulation.until()) + " under " + Shown.line(rules)
                + ": " + counts(simulation) + "\n");
        if (!simulation.differences().isEmpty()) {
            text.append('\n').append(differences(simulation).text(terminal));
            long more = simulation.differing() - simulation.differences().size();
            text.append(more > 0 ? "and " + more + " more; --limit tells more of them\n" : "");
        }
        if (!simulation.figures().isEmpty()) {
            text.append('\n').append(figures(simulation.figures()).text(terminal));
        }
        if (!simulation.notReplayed().isEmpty()) {
            text.append("\nNot replayed:\n");
            simulation
                    .notReplayed()
                    .forEach(one -> text.append("  ")
                            .append(one.count())
                            .append(": ")
                            .append(one.what().words())
                            .append('\n'));
        }
        simulation
                .notices()
                .forEach(notice ->
                        text.append("notice: ").append(Shown.line(notice)).append('\n'));
        return text.toString();
    }

    private static String counts(Simulation simulation) {
        List<String> counts = new ArrayList<>();
        counts.add(simulation.count(Verdict.AS_RECORDED) + " as recorded");
        add(counts, simulation, Verdict.REFUSED, " would have been refused");
        add(counts, simulation, Verdict.DELAYED, " delayed");
        add(counts, simulation, Verdict.SUPERSEDED, " superseded");
        add(counts, simulation, Verdict.ALLOWED, " that were refused would have gone");
        add(counts, simulation, Verdict.EARLIER, " would have gone earlier");
        add(counts, simulation, Verdict.OTHERWISE, " refused by other rules or until another time");
        add(
                counts,
                simulation,
                Verdict.UNKNOWN,
                " unknown, as their records do not say by which rule they were refused");
        return String.join(", ", counts);
    }

    private static void add(List<String> counts, Simulation simulation, Verdict verdict, String words) {
        long count = simulation.count(verdict);
        if (count > 0) {
            counts.add(count + words);
        }
    }

    private static Table figures(List<Compared> figures) {
        Table table = new Table("OF", "ENVIRONMENT", "DEPLOYMENTS", "PER DAY", "LEAD TIME", "FAILED", "RECOVERY");
        for (Compared each : figures) {
            DeliveryFigures was = each.was();
            DeliveryFigures would = each.would();
            table.row(
                    was.group(),
                    was.environment(),
                    both(Long.toString(was.deployments()), Long.toString(would.deployments())),
                    both(perDay(was), perDay(would)),
                    both(words(was.leadTime()), words(would.leadTime())),
                    both(rate(was), rate(would)),
                    both(words(was.recovery()), words(would.recovery())));
        }
        return table;
    }

    private static String both(String was, String would) {
        return was.equals(would) ? was : was + ARROW + would;
    }

    private static String perDay(DeliveryFigures figures) {
        return String.format(Locale.ROOT, "%.2f", figures.perDay());
    }

    private static String rate(DeliveryFigures figures) {
        Double rate = figures.changeFailureRate();
        return rate == null ? "-" : Math.round(rate * HUNDRED) + " %";
    }

    private static String words(@Nullable Duration time) {
        return time == null
                ? "-"
                : time.truncatedTo(ChronoUnit.SECONDS).toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
