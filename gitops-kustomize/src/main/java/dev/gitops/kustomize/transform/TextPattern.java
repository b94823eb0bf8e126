package dev.gitops.kustomize.transform;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.gitops.kustomize.errors.KustomizeException;
import org.jspecify.annotations.Nullable;

/** A regular expression for a whole text; one without special characters is compared as it is. */
final class TextPattern {

    private static final String SPECIAL = "\\^$.|?*+()[]{}";

    private final String text;
    private final @Nullable Pattern pattern;

    private TextPattern(String text, @Nullable Pattern pattern) {
        this.text = text;
        this.pattern = pattern;
    }

    static TextPattern whole(String text) {
        return of(text, "^(?:%s)$");
    }

    private static TextPattern of(String text, String form) {
        if (isLiteral(text)) {
            return new TextPattern(text, null);
        }
        try {
            return new TextPattern(text, GoPattern.compile(form.formatted(text)));
        } catch (PatternSyntaxException e) {
            throw new KustomizeException("error parsing regexp: " + e.getDescription() + ": `" + text + "`", e);
        }
    }

    static boolean isLiteral(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (SPECIAL.indexOf(text.charAt(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether an empty pattern, or this one, matches. */
    boolean accepts(String candidate) {
        return text.isEmpty() || matches(candidate);
    }

    private boolean matches(String candidate) {
        return pattern == null
                ? candidate.equals(text)
                : pattern.matcher(candidate).find();
    }
}
