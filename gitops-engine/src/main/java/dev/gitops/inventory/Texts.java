package dev.gitops.inventory;

import dev.gitops.text.Hidden;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What holds for every text of an inventory, whatever it is: it reaches logs, jobs, paths and requests, so nothing in it may mean something to a shell, a script or a terminal. */
final class Texts {

    private static final int LONGEST = 1024;

    private Texts() {}

    static @Nullable Complaint check(String text, Schema schema) {
        int longest = schema.longest >= 0 ? schema.longest : LONGEST;
        if (text.length() > longest) {
            return Complaint.of("is " + text.length() + " characters long", "use at most " + longest);
        }
        if (text.length() < schema.shortest || text.isBlank()) {
            return Complaint.of("is empty", null);
        }
        boolean free = schema.format == Format.TEXT;
        Complaint unsafe = unsafe(text, free, schema.format == Format.ARGUMENT);
        if (unsafe != null) {
            return unsafe;
        }
        String filled = text;
        if (!free && (text.indexOf('{') >= 0 || text.indexOf('}') >= 0)) {
            filled = filled(text, schema.placeholders);
            if (filled.indexOf('{') >= 0 || filled.indexOf('}') >= 0) {
                return Complaint.of("has a brace that is no placeholder", placeholders(schema.placeholders));
            }
        }
        return schema.format.check(filled);
    }

    private static @Nullable Complaint unsafe(String text, boolean free, boolean option) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (Hidden.is(c)) {
                return Complaint.of("has the character " + Hidden.number(c), "remove it");
            }
            if (!free && (c == '"' || c == '\'' || c == '`' || c == '\\')) {
                return Complaint.of("has the character " + Character.toString(c), "remove it");
            }
            i += Character.charCount(c);
        }
        if (text.contains("$(") || text.contains("${")) {
            return Complaint.of("has $( or ${: values are never evaluated", "write the value itself");
        }
        if (!free && !option && text.charAt(0) == '-') {
            return Complaint.of("begins with -, which programs take for an option", "begin it otherwise");
        }
        boolean climbs = !free && (text.equals("..") || text.contains("../") || text.endsWith("/.."));
        return climbs ? Complaint.of("leads out of its folder with ..", "write it without ..") : null;
    }

    private static String filled(String text, List<String> placeholders) {
        String filled = text;
        for (String placeholder : placeholders) {
            filled = filled.replace("{" + placeholder + "}", "x");
        }
        return filled;
    }

    private static String placeholders(List<String> placeholders) {
        if (placeholders.isEmpty()) {
            return "no placeholders are filled here";
        }
        return "filled here are {" + String.join("} and {", placeholders) + "}";
    }
}
