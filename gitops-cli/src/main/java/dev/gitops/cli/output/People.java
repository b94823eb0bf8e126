package dev.gitops.cli.output;

import java.util.regex.Pattern;

/** People as others call them. */
public final class People {

    private static final Pattern ADDRESS = Pattern.compile("\\s*<[^<>]*>\\s*$");

    private People() {}

    /**
     * A person's name.
     *
     * @param person a name, with or without a mail address after it
     * @return the name without the address; the address where there is no name
     */
    public static String name(String person) {
        String name = ADDRESS.matcher(person).replaceFirst("").strip();
        return name.isEmpty() ? person.strip() : name;
    }
}
