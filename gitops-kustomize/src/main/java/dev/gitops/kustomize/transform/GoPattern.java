package dev.gitops.kustomize.transform;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** Regular expressions in the syntax of Go, which the library reads, but for counts of counts: Go refuses those that make more than a thousand, the library takes the memory. */
final class GoPattern {

    private static final Pattern COUNT = Pattern.compile("\\{(\\d{1,4})(?:,(\\d{0,4}))?}");
    private static final long MOST = 1_000_000;

    private GoPattern() {}

    /**
     * Compiles an expression.
     *
     * @throws PatternSyntaxException where it is none, in Go's words
     */
    static Pattern compile(String text) {
        long all = 1;
        Matcher counts = COUNT.matcher(text);
        while (counts.find() && all <= MOST) {
            String last = counts.group(2);
            all *= Math.max(1, Long.parseLong(last == null || last.isEmpty() ? counts.group(1) : last));
        }
        if (all > MOST) {
            throw new PatternSyntaxException("invalid repeat count", text);
        }
        return Pattern.compile(text);
    }
}
