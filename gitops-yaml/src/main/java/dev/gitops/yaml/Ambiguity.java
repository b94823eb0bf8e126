package dev.gitops.yaml;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which plain scalars some YAML reader takes for something else than text: the union of YAML 1.1, YAML 1.2 and what Go and Python make of them. */
final class Ambiguity {

    private static final Set<String> WORDS =
            Set.of("", "~", "null", "y", "yes", "n", "no", "true", "false", "on", "off", "=", "<<");
    private static final Pattern NUMBER = Pattern.compile(
            "[-+]?(0b[01_]+|0o[0-7_]+|0x[0-9a-f_]+|0x[0-9a-f_]*\\.?[0-9a-f_]*p[-+]?[0-9]+"
                    + "|(\\.[0-9_]+|[0-9][0-9_]*(\\.[0-9_]*)?)(e[-+]?[0-9_]+)?" // decimal, octal of 1.1, float
                    + "|[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?" // sexagesimal
                    + "|\\.inf)|\\.nan",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt \\t].*)?");
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    private Ambiguity() {}

    /** Whether a plain scalar of this text may be read as null, a boolean, a number, a date or a merge. */
    static boolean isAmbiguous(String text) {
        if (text.length() <= 5 && WORDS.contains(text.toLowerCase(Locale.ROOT))) {
            return true;
        }
        char first = text.charAt(0);
        boolean mayBeNumber = first >= '0' && first <= '9' || first == '-' || first == '+' || first == '.';
        return mayBeNumber
                && (NUMBER.matcher(text).matches() || DATE.matcher(text).matches());
    }

    static boolean isNull(String text) {
        return NULLS.contains(text);
    }
}
