package dev.gitops.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of licences names every library that the one jar of the command has in it. */
class LicencesTest {

    private static final Pattern IN_REPOSITORY =
            Pattern.compile(".*/repository/(?<group>.+)/(?<artifact>[^/]+)/[^/]+/[^/]+\\.jar");
    private static final List<String> OF_TESTS = List.of(
            "dev.gitops",
            "org.junit",
            "org.assertj",
            "com.tngtech",
            "org.opentest4j",
            "org.apiguardian",
            "net.bytebuddy");

    @Test
    void namesEachLibraryWithItsLicence() throws IOException {
        Set<String> there = new TreeSet<>();
        String path = System.getProperty("java.class.path");
        for (String entry : path.split(File.pathSeparator)) {
            var matcher = IN_REPOSITORY.matcher(entry.replace(File.separatorChar, '/'));
            if (matcher.matches()) {
                String group = matcher.group("group").replace('/', '.');
                if (OF_TESTS.stream().noneMatch(group::startsWith)) {
                    there.add(group + ":" + matcher.group("artifact"));
                }
            }
        }
        String page = new String(
                Objects.requireNonNull(LicencesTest.class.getResourceAsStream("/META-INF/LICENSES.md"))
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        Set<String> named = Pattern.compile("^\\| `([^`]+)` \\| \\S.* \\|$", Pattern.MULTILINE)
                .matcher(page)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(there).hasSizeGreaterThan(20);
        assertThat(named)
                .containsAll(there.stream().filter(LicencesTest::isShaded).toList());
    }

    /** Annotations that only compilers read, and what logging of the tests brings. */
    private static boolean isShaded(String library) {
        return !library.equals("org.immutables:value") && !library.startsWith("com.google.errorprone");
    }
}
