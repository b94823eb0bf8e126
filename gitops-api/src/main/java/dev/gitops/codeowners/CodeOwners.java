package dev.gitops.codeowners;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who must review which file. */
public final class CodeOwners {

    /** GitLab's {@code [Section]}, {@code ^[Optional]} and {@code [Section][2] @default}. */
    private static final Pattern SECTION = Pattern.compile("(\\^?)\\[([^\\]]+)](?:\\[\\d+])?(.*)");

    /** A space that no backslash stands before parts words. */
    private static final Pattern GAP = Pattern.compile("(?<!\\\\)\\s+");

    private final Dialect dialect;
    private final Map<String, List<Line>> sections = new LinkedHashMap<>();

    private record Line(OwnerPattern pattern, List<String> owners) {}

    private CodeOwners(Dialect dialect) {
        this.dialect = dialect;
    }

    /**
     * Reads a file. Lines the host would skip are skipped.
     *
     * @param dialect how the host reads it
     * @param text the file's text
     * @return the owners
     */
    public static CodeOwners parse(Dialect dialect, String text) {
        CodeOwners owners = new CodeOwners(dialect);
        String section = "";
        List<String> usual = List.of();
        boolean optional = false;
        for (String raw : text.split("\\R")) {
            String line = raw.strip();
            Matcher heading = SECTION.matcher(line);
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (dialect == Dialect.GITLAB && heading.matches()) {
                optional = !heading.group(1).isEmpty();
                section = heading.group(2).toLowerCase(Locale.ROOT);
                usual = words(heading.group(3)).stream()
                        .filter(CodeOwners::isOwner)
                        .toList();
            } else if (!optional) {
                owners.add(section, line, usual);
            }
        }
        return owners;
    }

    /**
     * Who owns a file.
     *
     * @param path the file's path from the root of the repository
     * @return the owners as the file names them; empty where nobody must review a change of it
     */
    public Set<String> of(String path) {
        Set<String> found = new LinkedHashSet<>();
        sections.values()
                .forEach(lines -> found.addAll(dialect == Dialect.GITEA ? every(lines, path) : last(lines, path)));
        return found;
    }

    private void add(String section, String line, List<String> usual) {
        List<String> words = words(line);
        Optional<OwnerPattern> pattern = OwnerPattern.of(words.get(0), dialect);
        List<String> named = words.stream().skip(1).filter(CodeOwners::isOwner).toList();
        pattern.ifPresent(there -> sections.computeIfAbsent(section, absent -> new ArrayList<>())
                .add(new Line(there, named.isEmpty() ? usual : named)));
    }

    private static List<String> every(List<Line> lines, String path) {
        return lines.stream()
                .filter(line -> line.pattern().matches(path) != line.pattern().negative())
                .flatMap(line -> line.owners().stream())
                .toList();
    }

    private static List<String> last(List<Line> lines, String path) {
        List<String> owners = List.of();
        for (Line line : lines) {
            if (line.pattern().matches(path)) {
                owners = line.pattern().negative() ? List.of() : line.owners();
            }
        }
        return owners;
    }

    /** The words of a line up to a comment. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        for (String word : GAP.split(line.strip())) {
            if (word.startsWith("#") && !words.isEmpty()) {
                break;
            }
            words.add(word);
        }
        return words;
    }

    /** A user, a team, a role or an address. */
    private static boolean isOwner(String word) {
        return word.length() > 1 && word.indexOf('@') >= 0;
    }
}
