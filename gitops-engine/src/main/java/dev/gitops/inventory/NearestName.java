package dev.gitops.inventory;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant: for "did you mean" in error messages. */
public final class NearestName {

    private static final int LONGEST = 100;
    private static final int SHORTEST = 3;
    private static final int MOST = 12;
    private static final int LONGEST_LIST = 300;

    private NearestName() {}

    /**
     * The candidate nearest to a text, by the number of letters to insert, remove, replace or swap. Case is set aside.
     *
     * @param text what was written
     * @param candidates what is valid
     * @return the nearest candidate, the first of equally near ones; empty where none is near enough to be meant
     */
    public static Optional<String> of(String text, Collection<String> candidates) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return Optional.empty();
        }
        String wanted = text.toLowerCase(Locale.ROOT);
        int nearest = Math.max(1, text.length() / 3) + 1;
        String found = null;
        for (String candidate : candidates) {
            String name = candidate.toLowerCase(Locale.ROOT);
            if (Math.abs(name.length() - wanted.length()) < nearest && name.length() <= LONGEST) {
                int distance = distance(wanted, name);
                if (distance < nearest) {
                    nearest = distance;
                    found = candidate;
                }
            }
        }
        return Optional.ofNullable(found).or(() -> begun(wanted, candidates));
    }

    /** The one candidate that a text is the beginning of: {@code argo} of {@code argocd}. */
    private static Optional<String> begun(String wanted, Collection<String> candidates) {
        List<String> longer = candidates.stream()
                .filter(candidate -> candidate.toLowerCase(Locale.ROOT).startsWith(wanted))
                .toList();
        return wanted.length() >= SHORTEST && longer.size() == 1 ? Optional.of(longer.get(0)) : Optional.empty();
    }

    /**
     * The advice to give about a text.
     *
     * @param text what was written
     * @param candidates what is valid
     * @return {@code did you mean "x"?}, else the valid ones where they are few, else an empty text
     */
    public static String hint(String text, Collection<String> candidates) {
        Optional<String> nearest = of(text, candidates);
        if (nearest.isPresent()) {
            return "did you mean \"" + Characters.readable(nearest.get(), LONGEST) + "\"?";
        }
        if (candidates.isEmpty() || candidates.size() > MOST) {
            return "";
        }
        String valid = Characters.readable(String.join(", ", candidates), LONGEST_LIST);
        return (candidates.size() == 1 ? "valid is " : "valid are ") + valid;
    }

    /** The optimal string alignment distance. */
    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, Math.min(last[j], row[j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            int[] free = before;
            before = last;
            last = row;
            row = free;
        }
        return last[b.length()];
    }
}
