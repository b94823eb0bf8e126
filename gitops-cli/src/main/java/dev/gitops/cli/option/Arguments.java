package dev.gitops.cli.option;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.ImageRef;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Problem;
import dev.gitops.text.Hidden;
import dev.gitops.text.Shown;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks arguments before they go anywhere: what is refused here never reaches Git, a forge or a record. */
public final class Arguments {

    private static final int LONGEST_LINE = 500;
    private static final int LONGEST_MESSAGE = 400;
    private static final Pattern OWNER = Pattern.compile("[\\w.+-]{0,100}@[\\w./-]{1,100}");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,64}");

    private static final Pattern PAIR = Pattern.compile("[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*");
    private static final Pattern OBJECT = Pattern.compile("[A-Za-z]\\w{0,62}/[a-z0-9A-Z][\\w.:-]{0,252}");
    private static final Pattern DIGEST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:+/=_-]{0,199}");

    private Arguments() {}

    /** One line without control and formatting characters. */
    public static String line(String key, String text) {
        if (Hidden.in(text)) {
            throw refuse(
                    key, text, "has line ends, control or formatting characters", "write it on one line of plain text");
        }
        if (text.isBlank() || text.length() > LONGEST_LINE) {
            throw refuse(
                    key,
                    text,
                    text.isBlank() ? "is empty" : "is longer than " + LONGEST_LINE + " characters",
                    "say it shortly");
        }
        return text;
    }

    /** A message that repeats an argument: cut, and without what a terminal would obey or a URL's login. */
    public static String readable(String message) {
        String plain = Shown.withoutLogins(message);
        boolean isLong = plain.codePointCount(0, plain.length()) > LONGEST_MESSAGE;
        return isLong
                ? Shown.lines(plain.substring(0, plain.offsetByCodePoints(0, LONGEST_MESSAGE))) + "..."
                : Shown.lines(plain);
    }

    /** A digest as {@code deploy --dry-run} prints it; another one is refused later, as one of another diff. */
    public static String digest(String key, String text) {
        if (!DIGEST.matcher(text).matches()) {
            throw refuse(key, text, "is no digest", "copy the diffDigest of gitops deploy --dry-run");
        }
        return text;
    }

    /** An object of a cluster. */
    public static String object(String text) {
        if (!OBJECT.matcher(text).matches()) {
            throw refuse("--prune-confirm", text, "is no KIND/NAME", "write it as in PersistentVolumeClaim/data");
        }
        return text;
    }

    /** An application and its environment. */
    public static String pair(String text) {
        if (!PAIR.matcher(text).matches()) {
            throw refuse("--adopt", text, "is no APP/ENV", "write it as in shop/staging");
        }
        return text;
    }

    /** An environment of an inventory, whichever applications have it. */
    public static EnvironmentName environment(Inventory inventory, String name) {
        EnvironmentName environment = environment(name);
        if (!inventory.environments().containsKey(environment)) {
            throw refuse(
                    "--in",
                    name,
                    "the inventory has no such environment",
                    "it has "
                            + inventory.environments().keySet().stream()
                                    .map(EnvironmentName::value)
                                    .collect(Collectors.joining(", ")));
        }
        return environment;
    }

    /** How many of something are wanted. */
    public static int atLeast(int least, String key, int number) {
        if (number < least) {
            throw refuse(key, String.valueOf(number), "is less than " + least, "give a whole number from " + least);
        }
        return number;
    }

    /** The full or abbreviated id of a commit of the source. */
    public static String sourceCommit(String text) {
        if (!COMMIT.matcher(text).matches()) {
            throw refuse("--source-commit", text, "is no commit id", "give the full id: 40 hexadecimal digits");
        }
        return text;
    }

    /** A web address without credentials. */
    public static String url(String key, String text) {
        line(key, text);
        try {
            URI uri = new URI(text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null) {
                return text;
            }
        } catch (URISyntaxException refused) {
            // told below, with the same words
        }
        throw refuse(
                key, text, "is no http or https URL without credentials", "copy it from the browser's address line");
    }

    /** The name of an environment. */
    public static EnvironmentName environment(String name) {
        return EnvironmentName.of(name);
    }

    /** An image's repository, without tag and digest. */
    public static String image(String text) {
        ImageRef image = ImageRef.parse(text);
        if (image.tag().isPresent() || image.digest().isPresent()) {
            throw refuse("--image", text, "has a tag or digest", "give the repository alone; releases bring the tag");
        }
        return text;
    }

    /** A user, team or address of a CODEOWNERS file. */
    public static String owner(String text) {
        if (!OWNER.matcher(text).matches()) {
            throw refuse(
                    "--owner",
                    text,
                    "is no owner of a CODEOWNERS file",
                    "write @user, @organisation/team or a mail address");
        }
        return text;
    }

    /** The error for one argument; nothing is said of a value where there is none. */
    public static InvalidInputException refuse(String key, @Nullable String value, String why, String hint) {
        String given = value == null || value.isEmpty() ? null : value;
        return new InvalidInputException("the command line", List.of(Problem.of(key, given, why, hint)));
    }
}
