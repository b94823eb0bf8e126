package dev.gitops.cli.init;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts that new files begin with. */
final class Template {

    private static final Pattern BLANK = Pattern.compile("@([A-Z]+)@");

    private Template() {}

    static String text(String name) {
        try (InputStream stream = Template.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the command is incomplete: the file " + name + " is missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException("the command's file " + name + " cannot be read", broken);
        }
    }

    /** A text with its blanks filled, each once: a value is never looked through for blanks. */
    static String fill(String name, Map<String, String> values) {
        return BLANK.matcher(text(name)).replaceAll(blank -> {
            String value = values.get(blank.group(1));
            if (value == null) {
                throw new IllegalStateException(
                        "the file " + name + " has a blank that nobody fills: " + blank.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
