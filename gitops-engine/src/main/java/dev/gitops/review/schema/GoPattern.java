package dev.gitops.review.schema;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** A pattern of a definition, as the API server means it: in the syntax of Go. It takes time by its own length and the text's, whatever it says. */
final class GoPattern {

    private static final int LONGEST = 500;
    /** Counts of counts take memory by their product; Go refuses more than a thousand in all. */
    private static final Pattern COUNT = Pattern.compile("\\{(\\d{1,4})(?:,(\\d{0,4}))?}");

    private static final long MOST = 1_000_000;

    private GoPattern() {}

    /** Whether a text has what a pattern looks for. Where nobody here can tell, it has. */
    static boolean isIn(String text, String pattern) {
        try {
            return pattern.length() >= LONGEST
                    || counts(pattern) > MOST
                    || Pattern.compile(pattern).matcher(text).find();
        } catch (PatternSyntaxException refusedByGoToo) {
            return true;
        }
    }

    private static long counts(String pattern) {
        long all = 1;
        Matcher counts = COUNT.matcher(pattern);
        while (counts.find() && all <= MOST) {
            String last = counts.group(2);
            all *= Math.max(1, Long.parseLong(last == null || last.isEmpty() ? counts.group(1) : last));
        }
        return all;
    }
}
