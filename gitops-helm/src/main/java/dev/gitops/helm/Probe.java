package dev.gitops.helm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the library's rendering leaves out: hooks and the files of crds/. A template of our own in every chart and sub-chart renders that chart's other templates by their names (a template's path is
 * its name) and hands the text over in base64, which the library takes for data; sub-charts that are switched off stay silent, and aliased ones speak for each alias. The chart that gives the
 * manifests themselves never has this template.
 */
final class Probe {

    private static final String FILE = "gitops-probe.yaml";
    private static final Pattern ENTRY = Pattern.compile("  \"(template|crd) ([^\"]+)\": \"([A-Za-z0-9+/=]*)\"");

    private static final Pattern NESTED = Pattern.compile("(?:charts/[^/]+/)*");
    private static final Pattern LIBRARY = Pattern.compile("(?m)^type:\\s*[\"']?library\\b");

    /** What the probe found, by the source's path in Helm's words. */
    record Found(Map<String, String> templates, Map<String, String> crds) {}

    private Probe() {}

    /** Whether anything would be left out. */
    static boolean isNeeded(Map<String, byte[]> chart, Collection<byte[]> values, boolean crds) {
        for (Map.Entry<String, byte[]> file : chart.entrySet()) {
            if ((crds && isCrd(file.getKey())) || mentionsHooks(file.getValue())) {
                return true;
            }
        }
        return values.stream().anyMatch(Probe::mentionsHooks);
    }

    private static boolean mentionsHooks(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1).contains("helm.sh/hook");
    }

    private static boolean isCrd(String path) {
        return path.matches("(.*/)?crds/.*\\.(yaml|yml|json)");
    }

    /** The chart with probes. */
    static Map<String, byte[]> into(Map<String, byte[]> chart, boolean crds, Collection<String> withoutTemplates) {
        Map<String, List<String>> templates = new TreeMap<>();
        Map<String, List<String>> definitions = new TreeMap<>();
        Set<String> libraries = libraries(chart);
        for (String path : chart.keySet()) {
            String root = rootOf(path);
            String name = path.substring(root.length());
            String base = name.substring(name.lastIndexOf('/') + 1);
            if (libraries.contains(root)) {
                continue;
            }
            if (name.equals("Chart.yaml")) {
                templates.computeIfAbsent(root, absent -> new ArrayList<>());
            } else if (name.startsWith("templates/") && !base.startsWith("_") && !base.endsWith("NOTES.txt")) {
                templates.computeIfAbsent(root, absent -> new ArrayList<>()).add(name.substring("templates/".length()));
            } else if (crds && name.startsWith("crds/") && isCrd(name)) {
                definitions.computeIfAbsent(root, absent -> new ArrayList<>()).add(name);
            }
        }
        Map<String, byte[]> probed = new TreeMap<>(chart);
        templates.forEach((root, names) -> probed.put(
                root + "templates/" + FILE,
                text(names, definitions.getOrDefault(root, List.of()), withoutTemplates)
                        .getBytes(StandardCharsets.UTF_8)));
        return probed;
    }

    /** Library charts render nothing, and their templates have no names of their own. */
    private static Set<String> libraries(Map<String, byte[]> chart) {
        Set<String> libraries = new TreeSet<>();
        chart.forEach((path, content) -> {
            boolean definition = path.substring(rootOf(path).length()).equals("Chart.yaml");
            if (definition
                    && LIBRARY.matcher(new String(content, StandardCharsets.UTF_8))
                            .find()) {
                libraries.add(rootOf(path));
            }
        });
        return libraries;
    }

    /** The folder of the chart that a file belongs to, with a slash, or empty. */
    private static String rootOf(String path) {
        Matcher nested = NESTED.matcher(path);
        return nested.lookingAt() ? nested.group() : "";
    }

    private static String text(List<String> names, List<String> crds, Collection<String> without) {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: gitops-probe
                data:
                  {{- $root := . }}
                  {{- $without := list %s }}
                  {{- range list %s }}
                  {{- $name := printf "%%s/%%s" $root.Template.BasePath . }}
                  {{- if not (has $name $without) }}
                  {{- $scope := dict "Template" (dict "Name" $name "BasePath" $root.Template.BasePath) "Values" $root.Values "Chart" $root.Chart "Release" $root.Release "Files" $root.Files "Capabilities" $root.Capabilities "Subcharts" $root.Subcharts }}
                  {{ printf "template %%s" $name | quote }}: {{ include $name $scope | b64enc | quote }}
                  {{- end }}
                  {{- end }}
                  {{- range list %s }}
                  {{ printf "crd %%s/%%s" (dir $root.Template.BasePath) . | quote }}: {{ $root.Files.Get . | b64enc | quote }}
                  {{- end }}
                """.formatted(quoted(without), quoted(names), quoted(crds));
    }

    private static String quoted(Collection<String> texts) {
        StringBuilder list = new StringBuilder();
        for (String text : new TreeSet<>(texts)) {
            list.append(' ')
                    .append('"')
                    .append(text.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return list.toString().strip();
    }

    static Found read(String rendered) {
        Map<String, String> templates = new TreeMap<>();
        Map<String, String> crds = new TreeMap<>();
        boolean ours = false;
        for (String line : rendered.split("\n")) {
            if (line.startsWith("# Source: ")) {
                ours = line.endsWith("/templates/" + FILE);
            } else if (ours) {
                Matcher entry = ENTRY.matcher(line);
                if (entry.matches()) {
                    String text = new String(Base64.getDecoder().decode(entry.group(3)), StandardCharsets.UTF_8);
                    (entry.group(1).equals("crd") ? crds : templates).put(entry.group(2), text);
                }
            }
        }
        return new Found(templates, crds);
    }
}
