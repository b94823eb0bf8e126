package dev.gitops.api;

import dev.gitops.text.Hidden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who somebody is where no actor is given: as Git knows them, by {@code GIT_AUTHOR_NAME} and {@code GIT_AUTHOR_EMAIL} or their own configuration, else the system's user at this machine. The answer has a
 * mail address always, so that no commit is by {@code root <>}.
 */
final class OwnIdentity {

    private static final Pattern SECTION = Pattern.compile("\\[\\s*([^\\]\\s]+)\\s*].*");
    private static final Pattern ENTRY = Pattern.compile("(\\w+)\\s*=\\s*(.*)");
    private static final Pattern COMMENT = Pattern.compile("((?:[^\"#;]++|\"(?:[^\"\\\\]++|\\\\.)*+\")*+)[#;].*");
    private static final long LONGEST = 1024 * 1024;
    private static final int LONGEST_LINE = 1000;

    private final Map<String, String> environment;
    private final Path home;

    private OwnIdentity(Map<String, String> environment, Path home) {
        this.environment = environment;
        this.home = variable("HOME").map(Path::of).orElse(home);
    }

    /**
     * Finds it.
     *
     * @param environment the variables
     * @param user the system's user
     * @param home the user's home folder, where the variable HOME does not name it as Git would have it
     * @return {@code name <mail>}
     */
    static String of(Map<String, String> environment, String user, Path home) {
        OwnIdentity own = new OwnIdentity(environment, home);
        Optional<String> namedName = own.variable("GIT_AUTHOR_NAME");
        Optional<String> namedMail = own.variable("GIT_AUTHOR_EMAIL");
        Map<String, String> known = namedName.isPresent() && namedMail.isPresent() ? Map.of() : own.configured();
        String name = namedName.or(() -> Optional.ofNullable(known.get("name"))).orElse(user);
        String mail = namedMail
                .or(() -> Optional.ofNullable(known.get("email")))
                .or(() -> own.variable("EMAIL"))
                .orElseGet(() -> user + "@" + own.host());
        return name + " <" + mail + ">";
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).flatMap(OwnIdentity::usable);
    }

    /** What could stand for more than a name is as if it were not there. */
    private static Optional<String> usable(String value) {
        String bare = value.strip();
        boolean odd = bare.codePoints().anyMatch(each -> Hidden.is(each) || each == '<' || each == '>');
        return bare.isEmpty() || odd ? Optional.empty() : Optional.of(bare);
    }

    /** {@code name} and {@code email} of the section {@code user}; what stands in the nearer file wins. */
    private Map<String, String> configured() {
        Path folder = variable("XDG_CONFIG_HOME").map(Path::of).orElse(home.resolve(".config"));
        Map<String, String> known = new HashMap<>();
        Stream.of(folder.resolve("git").resolve("config"), home.resolve(".gitconfig"))
                .forEach(file -> read(file, known));
        return known;
    }

    private static void read(Path file, Map<String, String> known) {
        boolean inUser = false;
        for (String line : lines(file)) {
            String bare = COMMENT.matcher(line.strip()).replaceFirst("$1").strip();
            Matcher section = SECTION.matcher(bare);
            Matcher entry = ENTRY.matcher(bare);
            if (section.matches()) {
                inUser = section.group(1).equalsIgnoreCase("user");
            } else if (inUser && entry.matches()) {
                String key = entry.group(1).toLowerCase(Locale.ROOT);
                usable(entry.group(2).replace("\"", "")).ifPresent(value -> known.put(key, value));
            }
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= LONGEST
                    ? Files.readAllLines(file).stream()
                            .filter(line -> line.length() <= LONGEST_LINE)
                            .toList()
                    : List.of();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private String host() {
        return variable("HOSTNAME")
                .or(() -> variable("COMPUTERNAME"))
                .or(() -> lines(Path.of("/etc/hostname")).stream().findFirst().flatMap(OwnIdentity::usable))
                .orElse("localhost");
    }
}
