package dev.gitops.api;

import java.util.Objects;

/** The rule for names of applications, environments, teams and clusters: DNS-1123 labels. */
public final class Names {

    /** Why a name is refused. */
    public static final String NOT_A_LABEL = "is not a DNS-1123 label";

    /** What to do about it. */
    public static final String LABEL_HINT = "use lower case letters, digits and inner hyphens, at most 63 characters";

    private static final int LONGEST = 63;

    private Names() {}

    /**
     * Whether a text is a DNS-1123 label.
     *
     * @param name the text
     * @return true for 1 to 63 lower case ASCII letters, digits and hyphens that neither begin nor end with a hyphen
     */
    public static boolean isLabel(String name) {
        Objects.requireNonNull(name, "name");
        int length = name.length();
        if (length == 0 || length > LONGEST || name.charAt(0) == '-' || name.charAt(length - 1) == '-') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = name.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-')) {
                return false;
            }
        }
        return true;
    }
}
