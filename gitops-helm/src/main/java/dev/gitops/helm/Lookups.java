package dev.gitops.helm;

/**
 * Takes {@code lookup} out of templates. The library's {@code template} would ask whatever cluster is at hand; the command line answers {@code {}} without one. {@code omit dict} takes the same
 * arguments, piped ones too, and always gives an empty map, so the word alone is replaced and lines stay where they are.
 */
final class Lookups {

    private static final Actions ACTIONS =
            new Actions("lookup", "(?<![\\w.$])lookup(?=[\\s(\"`])", word -> "omit dict");

    private Lookups() {}

    static byte[] emptied(byte[] content) {
        return ACTIONS.replaced(content);
    }

    static String emptied(String text) {
        return ACTIONS.replaced(text);
    }
}
