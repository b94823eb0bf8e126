package dev.gitops.audit.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** What all pages of a report have in common. */
final class Page {

    /** Nothing but what lies beside the page, and no script or style within it. */
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final Pattern ADDRESS = Pattern.compile("\\s*<[^<>]*>\\s*$");

    private Page() {}

    /** A whole page. */
    static Html of(String title, String root, Html body) {
        return new Html().add("""
                        <!DOCTYPE html>
                        <html lang="en">
                        <head>
                        <meta charset="utf-8">
                        <meta http-equiv="Content-Security-Policy" content="{}">
                        <meta name="viewport" content="width=device-width, initial-scale=1">
                        <meta name="referrer" content="no-referrer">
                        <meta name="color-scheme" content="light dark">
                        <title>{}</title>
                        <link rel="icon" href="{}icon.svg">
                        <link rel="stylesheet" href="{}style.css">
                        <link rel="stylesheet" href="{}filters.css">
                        <script src="{}script.js" defer></script>
                        </head>
                        <body>
                        <a class="skip" href="#main">Skip to the content</a>
                        {}</body>
                        </html>
                        """, POLICY, title, root, root, root, root, body);
    }

    /** The head of a page below the first: the way back, its own name, and a line about it. */
    static Html head(ReportInput input, String root, String title, Html about) {
        return new Html()
                .add(
                        "<header><p><a href=\"{}index.html\">{}</a></p><h1>{}</h1><p class=\"quiet\">{}</p></header>\n<main id=\"main\">\n",
                        root,
                        input.title(),
                        title,
                        about);
    }

    static Html time(Instant time) {
        return new Html().add("<time datetime=\"{}\">{}</time>", time, TIME.format(time));
    }

    static Html age(Instant time, Instant now) {
        return new Html()
                .add(
                        "<time datetime=\"{}\" title=\"{}\">{}</time>",
                        time,
                        TIME.format(time),
                        span(Duration.between(time, now)));
    }

    /** A duration in its largest unit, for people. */
    static String span(Duration duration) {
        long minutes = Math.max(0, duration.toMinutes());
        if (minutes < 60) {
            return minutes + " min";
        }
        long hours = duration.toHours();
        return hours < 48 ? hours + " h" : duration.toDays() + " d";
    }

    /** A person without a mail address. */
    static String person(String whole) {
        String name = ADDRESS.matcher(whole).replaceFirst("").strip();
        return name.isEmpty() ? whole : name;
    }

    /** As in {@code 1 record} and {@code 2 records}. */
    static String counted(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
