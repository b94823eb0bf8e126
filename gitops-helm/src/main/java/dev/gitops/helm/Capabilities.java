package dev.gitops.helm;

import dev.gitops.api.Problem;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What charts see of a cluster: a version, and API versions besides those that Helm knows. The library has no option for the latter, so that {@code .Capabilities.APIVersions} becomes a list, and
 * {@code .Capabilities.APIVersions.Has} a look into a map, which takes the same argument, a piped one too. Lines stay where they are.
 *
 * @param version the version
 * @param apiVersions further API versions, as in {@code monitoring.coreos.com/v1}
 */
record Capabilities(String version, List<String> apiVersions) {

    private static final String LIST = "[$.\\w]*(?<!Values)\\.APIVersions\\b(?!\\.Has)";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9./-]*");
    private static final String HAS = "[$.\\w]*\\.APIVersions\\.Has\\b";

    /** Copies the list. They become part of templates, so that nothing but names of versions is let in. */
    Capabilities {
        apiVersions = List.copyOf(apiVersions);
        for (String given : apiVersions) {
            if (!NAME.matcher(given).matches()) {
                throw Invalid.of(
                        "the versions of the cluster that a chart is shown",
                        Problem.of(
                                "apiVersions", given, "is no API version", "give it as in monitoring.coreos.com/v1"));
            }
        }
    }

    /** A file of a chart or values as it asks for these versions. */
    byte[] shownTo(byte[] content) {
        if (apiVersions.isEmpty()) {
            return content;
        }
        byte[] asked =
                new Actions("APIVersions", HAS, word -> word.contains(".Values.") ? word : map()).replaced(content);
        return new Actions("APIVersions", LIST, word -> word.contains(".Values.") ? word : list()).replaced(asked);
    }

    private String map() {
        return all().stream()
                .map(version -> "\"" + version + "\" true")
                .collect(Collectors.joining(" ", "hasKey (dict ", ")"));
    }

    private String list() {
        return all().stream().map(version -> "\"" + version + "\"").collect(Collectors.joining(" ", "(list ", ")"));
    }

    private Set<String> all() {
        Set<String> all = new LinkedHashSet<>(Known.VERSIONS);
        all.addAll(apiVersions);
        return all;
    }

    /** What Helm knows by itself, asked once a process. */
    private static final class Known {

        static final List<String> VERSIONS = versions();

        private static List<String> versions() {
            Map<String, byte[]> files = Map.of(
                    "Chart.yaml",
                    "apiVersion: v2\nname: known\nversion: 1.0.0\n".getBytes(StandardCharsets.UTF_8),
                    "templates/known.yaml",
                    "known:\n{{- range .Capabilities.APIVersions }}\n- {{ . }}\n{{- end }}\n"
                            .getBytes(StandardCharsets.UTF_8));
            Chart chart = new Chart(
                    "Helm",
                    "known",
                    files,
                    List.of(),
                    "known",
                    "default",
                    new Capabilities(HelmConfig.KUBE_VERSION, List.of()),
                    RenderLimits.STANDARD);
            return chart.template(files, List.of())
                    .lines()
                    .filter(line -> line.startsWith("- "))
                    .map(line -> line.substring(2).strip())
                    .toList();
        }
    }
}
