package dev.gitops.review.told;

import java.util.ArrayList;
import java.util.List;

/** A text that may not become longer than a limit. What does not fit is counted instead. */
final class Room {

    /** What the words for what is left out need. */
    private static final int SPARE = 160;

    private final StringBuilder text = new StringBuilder();
    private final int limit;

    Room(int limit) {
        this.limit = limit;
    }

    String text() {
        return text.toString();
    }

    /** Adds a heading with as many items as fit in a part of what is left, at least one. */
    void section(String heading, List<String> items, int part) {
        if (items.isEmpty()) {
            return;
        }
        int until = text.length() + (limit - text.length() - SPARE) / part;
        StringBuilder section = new StringBuilder("\n#### " + heading + "\n\n");
        int told = 0;
        while (told < items.size()
                && text.length() + section.length() + items.get(told).length() <= (told == 0 ? limit - SPARE : until)) {
            section.append(items.get(told++));
        }
        if (told < items.size()) {
            section.append("- and ").append(items.size() - told).append(" more\n");
        }
        text.append(section);
    }

    /** Adds what changes, and as many diffs as fit then. */
    void differences(List<String> told, List<String> diffs, boolean hasPage) {
        if (told.isEmpty()) {
            return;
        }
        List<String> kept = new ArrayList<>();
        int length = text.length() + SPARE + 30;
        for (String words : told) {
            if (length + words.length() > limit - SPARE) {
                break;
            }
            length += words.length();
            kept.add(words);
        }
        text.append("\n#### What changes\n");
        int left = 0;
        for (int i = 0; i < kept.size(); i++) {
            text.append(kept.get(i));
            String diff = diffs.get(i);
            if (length + diff.length() <= limit - SPARE) {
                text.append(diff);
                length += diff.length();
            } else {
                left++;
            }
        }
        String where = hasPage ? "; the whole review has them" : "";
        if (kept.size() < told.size()) {
            text.append("\nand ")
                    .append(told.size() - kept.size())
                    .append(" more changes")
                    .append(where)
                    .append('\n');
        } else if (left > 0) {
            text.append("\n")
                    .append(left)
                    .append(" diffs do not fit here")
                    .append(where)
                    .append('\n');
        }
    }
}
