package dev.gitops.audit.report;

import dev.gitops.audit.report.ReportInput.Cell;
import dev.gitops.audit.report.ReportInput.Health;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an application has in an environment: the version, how old it is, and what is unusual. */
final class CellView {

    /** What can be filtered by, in words. */
    static final Map<String, String> STATES = states();

    private static final int LONGEST_WHY = 120;

    private CellView() {}

    private static Map<String, String> states() {
        Map<String, String> states = new LinkedHashMap<>();
        states.put("unhealthy", "unhealthy");
        states.put("drifted", "drifted");
        states.put("held", "held");
        states.put("frozen", "frozen");
        states.put("pending", "pending promotion");
        states.put("unverified", "not verified");
        return states;
    }

    static List<String> states(Cell cell) {
        List<String> states = new ArrayList<>();
        if (cell.health() == Health.UNHEALTHY) {
            states.add("unhealthy");
        }
        if (cell.drift() != null) {
            states.add("drifted");
        }
        if (cell.hold() != null) {
            states.add("held");
        }
        if (cell.frozen() != null) {
            states.add("frozen");
        }
        if (cell.pending() != null) {
            states.add("pending");
        }
        if (isUnverified(cell)) {
            states.add("unverified");
        }
        return states;
    }

    private static boolean isUnverified(Cell cell) {
        return !cell.verified() && !cell.version().isEmpty();
    }

    static Html of(Cell cell, Instant now) {
        Html html = new Html();
        if (cell.version().isEmpty()) {
            html.raw("<span class=\"quiet\">nothing yet</span>");
        } else {
            html.add(
                    "<span class=\"version\" title=\"{}\">{}</span>", String.join("\n", cell.images()), cell.version());
        }
        Optional.ofNullable(cell.deployedAt())
                .ifPresent(time -> html.add(" <span class=\"age\">{}</span>", Page.age(time, now)));
        Html badges = new Html();
        switch (cell.health()) {
            case HEALTHY -> badges.raw("<span class=\"health\">healthy</span> ");
            case PROGRESSING -> badge(badges, "busy", "rolling out");
            case UNHEALTHY -> badge(badges, "bad", "unhealthy");
            default -> badges.raw("");
        }
        if (isUnverified(cell)) {
            badge(badges, "warn", "not verified");
        }
        because(badges, "warn", "drifted", cell.drift());
        because(badges, "stop", "held", cell.hold());
        because(badges, "stop", "frozen", cell.frozen());
        ReportInput.Pending pending = cell.pending();
        if (pending != null) {
            badges.raw("<span class=\"badge busy\">")
                    .link(pending.url(), ("pending " + pending.version()).strip() + " #" + pending.number())
                    .raw("</span> ");
        }
        if (!badges.isEmpty()) {
            html.add("<span class=\"badges\">{}</span>", badges);
        }
        return html;
    }

    /** The reason is there to read, not only for who has a mouse. */
    private static void because(Html html, String kind, String word, @Nullable String why) {
        if (why != null) {
            badge(html, kind, word);
            html.add(
                    "<span class=\"why\">{}</span> ",
                    why.length() <= LONGEST_WHY ? why : why.substring(0, LONGEST_WHY) + "\u2026");
        }
    }

    private static void badge(Html html, String kind, String word) {
        html.add("<span class=\"badge {}\">{}</span> ", kind, word);
    }
}
