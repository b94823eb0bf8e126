package dev.gitops.audit.store;

import java.util.regex.Pattern;

/** The names of notes. */
final class Names {

    private static final Pattern FORM = Pattern.compile("[a-z0-9-]{1,100}");

    private Names() {}

    static String checked(String name) {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException("\"" + name + "\" is no name of notes");
        }
        return name;
    }
}
