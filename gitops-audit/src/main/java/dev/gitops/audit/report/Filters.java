package dev.gitops.audit.report;

import dev.gitops.api.DeploymentRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The filters of a list of records. A style sheet does the filtering, so they work where scripts do not: a choice has a number on its page, the records it fits have it as a class, and the style sheet
 * knows numbers only.
 */
final class Filters {

    /** Further values of a page cannot be chosen. */
    private static final int MOST = 60;

    private static final Map<Integer, String> TIMES = times();

    private final Instant now;
    private final Map<String, Integer> environments;
    private final Map<String, Integer> people;
    private final Map<String, Integer> outcomes;

    /** The filters for the records of a page. */
    Filters(Collection<DeploymentRecord> records, Instant now) {
        this.now = now;
        this.environments = numbered(records, record -> record.environment().value());
        this.people = numbered(records, record -> Page.person(record.requestedBy()));
        this.outcomes = numbered(records, DeploymentRecord::outcome);
    }

    private static Map<Integer, String> times() {
        Map<Integer, String> times = new LinkedHashMap<>();
        times.put(1, "last day");
        times.put(7, "last 7 days");
        times.put(30, "last 30 days");
        return times;
    }

    private static Map<String, Integer> numbered(
            Collection<DeploymentRecord> records, Function<DeploymentRecord, String> value) {
        Map<String, Integer> numbered = new LinkedHashMap<>();
        records.stream()
                .map(value)
                .collect(Collectors.toCollection(TreeSet::new))
                .forEach(each -> numbered.put(each, numbered.size()));
        return numbered;
    }

    /** The choices; nothing where there is nothing to choose between. */
    Html html() {
        Html choices = new Html();
        choice(choices, "environment", "Environment", "e", environments);
        choice(choices, "person", "By", "p", people);
        choice(choices, "outcome", "Outcome", "o", outcomes);
        if (choices.isEmpty()) {
            return choices;
        }
        Map<String, Integer> times = new LinkedHashMap<>();
        TIMES.forEach((days, words) -> times.put(words, days));
        choice(choices, "time", "Time", "t", times);
        return new Html()
                .add(
                        "<div class=\"filters\" role=\"group\" aria-label=\"Filter the records\">{}<output class=\"count\" aria-live=\"polite\"></output></div>\n",
                        choices);
    }

    private static void choice(Html html, String id, String label, String kind, Map<String, Integer> values) {
        if (values.size() < 2) {
            return;
        }
        html.add("<label>{} <select id=\"{}\"><option value=\"\">all</option>", label, id);
        values.forEach((value, number) -> {
            if (number < MOST) {
                html.add("<option value=\"{}\">{}</option>", kind + number, value);
            }
        });
        html.raw("</select></label>\n");
    }

    /** The classes of a record, for the choices that it fits. */
    String classes(DeploymentRecord record) {
        StringBuilder classes = new StringBuilder();
        classes.append('e').append(environments.get(record.environment().value()));
        classes.append(" p").append(people.get(Page.person(record.requestedBy())));
        classes.append(" o").append(outcomes.get(record.outcome()));
        for (int days : TIMES.keySet()) {
            if (record.ended().isAfter(now.minus(Duration.ofDays(days)))) {
                classes.append(" t").append(days);
            }
        }
        return classes.toString();
    }

    /** The style sheet that does the filtering, of every page; and of the table of applications by their states. */
    static String styleSheet() {
        StringBuilder css = new StringBuilder("/* What is chosen decides what is shown, without a script. */\n");
        for (int number = 0; number < MOST; number++) {
            rule(css, "environment", "e" + number);
            rule(css, "person", "p" + number);
            rule(css, "outcome", "o" + number);
        }
        TIMES.keySet().forEach(days -> rule(css, "time", "t" + days));
        for (String state : CellView.STATES.keySet()) {
            css.append("body:has(#state-%1$s:checked) #matrix tbody tr:not(.%1$s){display:none}\n".formatted(state));
        }
        return css.toString();
    }

    private static void rule(StringBuilder css, String id, String kind) {
        css.append("body:has(#%s option[value=%s]:checked) .records>li:not(.%s){display:none}\n"
                .formatted(id, kind, kind));
    }
}
