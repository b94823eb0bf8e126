package dev.gitops.inventory;

import dev.gitops.api.ImageRef;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Names;
import dev.gitops.api.Problem;
import dev.gitops.api.model.MetricCondition;
import dev.gitops.calendar.Recurrences;
import dev.gitops.record.RecordSignature;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a text of the inventory is: the values of the schema's {@code x-format}. Checks take time in proportion to the text's length and use no regular expressions. */
enum Format {
    /** Words for people, and texts that are looked for. */
    TEXT,
    /** Anything that is no sentence. */
    PLAIN,
    LABEL,
    CONTEXT,
    PERSON,
    CHANNEL,
    CREDENTIAL,
    PUBLICKEY,
    FOLDER,
    AGENT,
    FIELD,
    OBJECTFIELD,
    WEB,
    WEBPATH,
    REPOSITORY,
    IMAGE,
    PATH,
    BRANCH,
    DURATION,
    SPAN,
    /** What a program gets; it may be an option. */
    ARGUMENT,
    CONDITION,
    BAKE,
    ZONE,
    MOMENT,
    INSTANT,
    RECURRENCE;

    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Duration YEAR = Duration.ofDays(366);
    private static final Duration LONGEST_BAKE = Duration.ofDays(30);

    /** {@return the format of a word in a schema} */
    static Format named(String word) {
        for (Format format : values()) {
            if (format.name().equalsIgnoreCase(word)) {
                return format;
            }
        }
        throw new IllegalArgumentException("\"" + word + "\" is no x-format");
    }

    /**
     * Checks a text that has passed {@link Texts}, its placeholders filled.
     *
     * @return why it is refused; null where it is not
     */
    @Nullable
    Complaint check(String text) {
        return switch (this) {
            case TEXT -> null;
            case PLAIN -> Urls.secretIn(text);
            case ARGUMENT -> argument(text);
            case BAKE -> duration(text, LONGEST_BAKE, "is longer than 30 days", "30d is the longest");
            case CONDITION -> condition(text);
            case LABEL -> Names.isLabel(text) ? null : Complaint.of(Names.NOT_A_LABEL, Names.LABEL_HINT);
            case CONTEXT -> name(text, "._:/@-", 253, "the name of a cluster or kubeconfig context");
            case PERSON ->
                text.startsWith("@")
                        ? Complaint.of("begins with @", "write \"" + text.substring(1) + "\"")
                        : name(text, "._/@+-", 253, "the name of a person, group or team");
            case CHANNEL -> name(text.startsWith("#") ? text.substring(1) : text, "._-", 80, "a Slack channel");
            case CREDENTIAL -> name(text, "._-", 253, "the id of a Jenkins credential");
            case PUBLICKEY -> publicKey(text);
            case FOLDER -> Paths.folder(text);
            case AGENT -> name(text, "._:/&|!() -", 253, "a Jenkins label expression");
            case FIELD -> field(text);
            case OBJECTFIELD -> ObjectFields.check(text);
            case WEB -> Urls.web(text);
            case WEBPATH -> Urls.path(text);
            case REPOSITORY -> Urls.repository(text);
            case IMAGE -> image(text);
            case PATH -> Paths.relative(text);
            case BRANCH -> Paths.branch(text);
            case DURATION -> duration(text, LONGEST, "is longer than a day", "24h is the longest");
            case SPAN -> duration(text, YEAR, "is longer than a year", "366d is the longest");
            case ZONE -> zone(text);
            case MOMENT ->
                Moment.parse(text).isPresent()
                        ? null
                        : Complaint.of(
                                "is no moment", "write \"FRI 18:00\" for each week or \"2026-12-20T00:00\" for once");
            case INSTANT -> instant(text);
            case RECURRENCE ->
                Recurrences.problem(text)
                        .map(
                                wrong -> Complaint.of(
                                        wrong,
                                        "write it as FREQ=MONTHLY;BYDAY=-1FR, daily, weekly, monthly or yearly (RFC 5545, 3.3.10)"))
                        .orElse(null);
        };
    }

    private static @Nullable Complaint name(String text, String others, int longest, String what) {
        boolean begins = !text.isEmpty()
                && (Characters.isLetterOrDigit(text.charAt(0))
                        || "_!(".indexOf(text.charAt(0)) >= 0 && others.indexOf(text.charAt(0)) >= 0
                        || text.charAt(0) == '_');
        if (begins && text.length() <= longest && !text.contains("..") && Characters.only(text, others + "_")) {
            return null;
        }
        return Complaint.of(
                "is not " + what,
                "use letters, digits and " + String.join(" ", others.strip().split("")) + ", a letter or digit first");
    }

    private static @Nullable Complaint field(String text) {
        boolean kind = !text.isEmpty() && (Characters.isLetterOrDigit(text.charAt(0)) || text.charAt(0) == '*');
        boolean parts = text.indexOf('.') > 0 && !text.contains("..") && !text.endsWith(".");
        return kind && parts && Characters.only(text, "._/*[]=:-~")
                ? null
                : Complaint.of(
                        "is no path of a field", "write it as Deployment.spec.replicas or Ingress.spec.rules.*.host");
    }

    private static @Nullable Complaint image(String text) {
        try {
            ImageRef image = ImageRef.parse(text);
            return image.tag().isEmpty() && image.digest().isEmpty()
                    ? null
                    : Complaint.of("names a version of the image", "write the repository alone: " + image.repository());
        } catch (InvalidInputException e) {
            Problem problem = e.problems().get(0);
            return Complaint.of(
                    "is no image repository: " + problem.message(), "write it as registry.example.com/team/app");
        }
    }

    private static @Nullable Complaint publicKey(String text) {
        try {
            RecordSignature.publicKey(text);
            return null;
        } catch (InvalidInputException e) {
            return Complaint.of(
                    "is no public Ed25519 key",
                    "write what openssl pkey -in audit.key -pubout prints between BEGIN and END, on one line");
        }
    }

    private static @Nullable Complaint condition(String text) {
        try {
            MetricCondition.parse(text);
            return null;
        } catch (IllegalArgumentException e) {
            return Complaint.of(
                    "is no condition: " + e.getMessage(),
                    "write it as < 0.01, or <= 1.2 * before, joined by and and or");
        }
    }

    private static @Nullable Complaint argument(String text) {
        boolean plain = text.chars().noneMatch(c -> ";|&<>*?".indexOf(c) >= 0);
        return plain
                ? Urls.secretIn(text)
                : Complaint.of(
                        "has a character that means something to a shell, and no shell reads it",
                        "write a script for that, and name the script");
    }

    private static @Nullable Complaint duration(String text, Duration longest, String longer, String hint) {
        Optional<Duration> duration = Durations.parse(text);
        if (duration.isEmpty() || duration.get().isZero()) {
            return Complaint.of("is no duration", "write it as 60s, 5m or 1h30m");
        }
        return duration.get().compareTo(longest) > 0 ? Complaint.of(longer, hint) : null;
    }

    private static @Nullable Complaint zone(String text) {
        try {
            ZoneId.of(text);
            return null;
        } catch (DateTimeException e) {
            String hint = NearestName.hint(text, ZoneId.getAvailableZoneIds());
            return Complaint.of("is no time zone", hint.isEmpty() ? "write it as Europe/Amsterdam or UTC" : hint);
        }
    }

    private static @Nullable Complaint instant(String text) {
        try {
            Instant.parse(text);
            return null;
        } catch (DateTimeException refused) {
            return Complaint.of("is no time", "write it as in 2026-11-29T01:15:00Z");
        }
    }
}
