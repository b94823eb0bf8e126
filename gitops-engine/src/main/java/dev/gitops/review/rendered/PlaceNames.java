package dev.gitops.review.rendered;

import dev.gitops.api.review.ReviewPlace;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Texts with the names of an application, its environment and namespace left out, so that what is said of many can be told once. A name counts where it stands as a word. */
public final class PlaceNames {

    private final String app;
    private final String environment;
    private final @Nullable String namespace;

    /**
     * The names of a place.
     *
     * @param place application and environment
     * @param namespace its namespace
     */
    public PlaceNames(ReviewPlace place, Optional<String> namespace) {
        this.app = place.app();
        this.environment = place.environment();
        this.namespace = namespace.orElse(null);
    }

    /**
     * Leaves them out.
     *
     * @param text any text
     * @return the text, what stands for names in braces
     */
    public String leftOut(String text) {
        String without = replaced(text, app, "{app}");
        if (namespace != null && !namespace.equals(app)) {
            without = replaced(without, namespace, "{namespace}");
        }
        return environment.equals(namespace) ? without : replaced(without, environment, "{environment}");
    }

    private static String replaced(String text, String name, String by) {
        int found = text.indexOf(name);
        if (found < 0 || name.isEmpty()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        while (found >= 0) {
            int end = found + name.length();
            boolean isWord = !isPart(text, found - 1) && !isPart(text, end);
            out.append(text, from, found).append(isWord ? by : name);
            from = end;
            found = text.indexOf(name, from);
        }
        return out.append(text, from, text.length()).toString();
    }

    private static boolean isPart(String text, int index) {
        return index >= 0 && index < text.length() && Character.isLetterOrDigit(text.charAt(index));
    }
}
