package dev.gitops.audit.report;

import dev.gitops.audit.report.ReportInput.Behind;
import dev.gitops.audit.report.ReportInput.Cell;
import dev.gitops.audit.report.ReportInput.Deployed;
import dev.gitops.audit.report.ReportInput.Health;
import dev.gitops.audit.report.ReportInput.Links;
import dev.gitops.audit.report.ReportInput.Pending;
import dev.gitops.audit.report.ReportInput.Seen;
import dev.gitops.audit.report.ReportInput.Stop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an application has in an environment: what is wanted, how old it is, and what is unusual. */
final class CellView {

    /** What can be filtered by, in words; the keys are names of classes. */
    static final Map<String, String> STATES = states();

    private static final int LONGEST_WHY = 80;

    private CellView() {}

    private static Map<String, String> states() {
        Map<String, String> states = new LinkedHashMap<>();
        states.put("unhealthy", "unhealthy");
        states.put("failed", "deployment failed");
        states.put("undeployed", "not deployed");
        states.put("behind", "behind");
        states.put("drifted", "drifted");
        states.put("held", "held");
        states.put("frozen", "frozen");
        states.put("pending", "waiting for review");
        states.put("unknown", "cannot be told");
        return states;
    }

    static List<String> states(Cell cell) {
        List<String> states = new ArrayList<>();
        Seen seen = cell.seen();
        Deployed deployed = cell.deployed();
        add(states, "unhealthy", seen != null && seen.health() == Health.UNHEALTHY);
        add(states, "failed", deployed != null && !deployed.verified());
        add(states, "undeployed", isUndeployed(cell));
        add(states, "behind", !cell.behind().isEmpty());
        add(states, "drifted", seen != null && seen.drift() != null);
        add(states, "held", cell.hold() != null);
        add(states, "frozen", cell.frozen() != null);
        add(states, "pending", cell.pending() != null);
        add(states, "unknown", cell.problem() != null);
        return states;
    }

    private static void add(List<String> states, String state, boolean isSo) {
        if (isSo) {
            states.add(state);
        }
    }

    static boolean isUndeployed(Cell cell) {
        return !cell.current() && !cell.wanted().version().isEmpty();
    }

    static Html of(Cell cell, Links links, Instant now) {
        Html html = new Html();
        version(html, cell, links);
        Deployed deployed = cell.deployed();
        if (deployed != null && cell.current()) {
            html.add(" <span class=\"age\">{}</span>", Page.age(deployed.at(), now));
        } else if (deployed != null && isUndeployed(cell)) {
            html.add(
                    " <span class=\"why\">runs {}</span>",
                    deployed.version().isEmpty() ? "another" : deployed.version());
        }
        Html badges = badges(cell);
        if (!badges.isEmpty()) {
            html.add("<span class=\"badges\">{}</span>", badges);
        }
        return html;
    }

    private static void version(Html html, Cell cell, Links links) {
        String version = cell.wanted().version();
        if (version.isEmpty()) {
            html.add("<span class=\"quiet\">{}</span>", cell.problem() == null ? "nothing yet" : "?");
        } else {
            String address = cell.wanted().images().stream()
                    .findFirst()
                    .flatMap(links::image)
                    .filter(found -> cell.wanted().images().size() == 1)
                    .orElse("");
            html.raw("<span class=\"version\">").link(address, version).raw("</span>");
        }
    }

    /** What is unusual, the most telling first. */
    static Html badges(Cell cell) {
        Html badges = new Html();
        because(badges, "bad", "cannot be told", cell.problem());
        deployment(badges, cell);
        Seen seen = cell.seen();
        if (seen != null) {
            health(badges, seen);
            because(badges, "warn", "drifted", seen.drift());
        }
        for (Behind behind : cell.behind()) {
            badge(badges, "behind", behind.releases() + " behind " + behind.environment());
        }
        if (cell.baking() != null) {
            badge(badges, "busy", cell.baking());
        }
        stop(badges, "held", cell.hold());
        stop(badges, "frozen", cell.frozen());
        Pending pending = cell.pending();
        if (pending != null) {
            badges.raw("<span class=\"badge busy\">waits for ")
                    .link(pending.url(), pending.name())
                    .raw("</span> ");
        }
        because(badges, "busy", "not yet", cell.waiting());
        return badges;
    }

    private static void deployment(Html badges, Cell cell) {
        Deployed deployed = cell.deployed();
        if (isUndeployed(cell)) {
            badge(badges, "warn", deployed == null ? "not deployed yet" : "newer wanted");
        }
        if (deployed != null && !deployed.verified()) {
            badge(badges, "bad", (cell.current() ? "deployment " : "last deployment ") + deployed.outcome());
        }
    }

    private static void health(Html badges, Seen seen) {
        switch (seen.health()) {
            case HEALTHY -> badges.raw("<span class=\"health\">healthy</span> ");
            case PROGRESSING -> badge(badges, "busy", "rolling out");
            case UNHEALTHY -> because(badges, "bad", "unhealthy", seen.detail());
            default -> badges.raw("");
        }
    }

    private static void stop(Html html, String word, @Nullable Stop stop) {
        if (stop != null) {
            badge(html, "stop", word);
            html.add("<span class=\"why\" title=\"{}\">{}</span> ", stop.whole(), cut(stop.phrase()));
        }
    }

    /** The reason is there to read, not only for who has a mouse. */
    private static void because(Html html, String kind, String word, @Nullable String why) {
        if (why != null) {
            badge(html, kind, word);
            if (!why.isEmpty()) {
                html.add("<span class=\"why\">{}</span> ", cut(why));
            }
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_WHY ? text : text.substring(0, LONGEST_WHY) + "\u2026";
    }

    static void badge(Html html, String kind, String word) {
        html.add("<span class=\"badge {}\">{}</span> ", kind, word);
    }
}
