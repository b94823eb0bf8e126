package dev.gitops.helm;

import dev.gitops.manifests.ManifestReader;
import dev.gitops.spi.ChartRenderer.Parts;
import dev.gitops.spi.RenderedManifests;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A chart with its values, ready to be rendered.
 *
 * @param what what errors call it, as in {@code the chart deploy/chart of shop in staging}
 * @param folder the chart's folder in the repository, or its name
 * @param files content by path, from the chart's folder, packed sub-charts unpacked
 * @param values the values files' content, later ones winning
 * @param release the release's name
 * @param namespace the namespace
 * @param cluster what the chart sees of a cluster
 * @param limits what one rendering may take
 * @param valuesPaths where the values files are in the repository, as errors name them; empty where they are in none
 */
record Chart(
        String what,
        String folder,
        Map<String, byte[]> files,
        List<byte[]> values,
        String release,
        String namespace,
        Capabilities cluster,
        RenderLimits limits,
        List<String> valuesPaths) {

    /** A chart whose values come from no files. */
    Chart(
            String what,
            String folder,
            Map<String, byte[]> files,
            List<byte[]> values,
            String release,
            String namespace,
            Capabilities cluster,
            RenderLimits limits) {
        this(what, folder, files, values, release, namespace, cluster, limits, List.of());
    }

    private static final Pattern NOT_THERE = Pattern.compile("no template \\\\?\"([^\"\\\\]+)\\\\?\" associated");
    private static final int MOST_ABSENT = 100;

    private static final Pattern RANDOM = Pattern.compile(
            "\\b(rand(AlphaNum|Alpha|Numeric|Ascii|Bytes|Int)|gen(PrivateKey|CA|SelfSignedCert|SignedCert)\\w*|uuidv4|now|shuffle)\\b");

    private static final String CHANCE =
            "the chart makes values by chance or by the clock (a password, a certificate, now), so that each rendering differs; give them in the values, "
                    + "else every deployment changes them";

    /** The text, with a notice where the chart makes values by chance. */
    RenderedManifests rendered(Parts parts) {
        String yaml = render(parts);
        boolean steady = !usesChance() || render(parts).equals(yaml);
        return ManifestReader.rendered(yaml).with(steady ? List.of() : List.of(CHANCE));
    }

    private boolean usesChance() {
        return files.entrySet().stream()
                .filter(file -> file.getKey().contains("templates/"))
                .anyMatch(file -> RANDOM.matcher(new String(file.getValue(), StandardCharsets.UTF_8))
                        .find());
    }

    /** What {@code helm template} prints, with {@code --include-crds}, {@code --no-hooks} and {@code --skip-tests} as the parts say. */
    String render(Parts parts) {
        SchemaReferences.check(folder, files);
        Map<String, byte[]> chart = new LinkedHashMap<>();
        files.forEach((path, content) -> chart.put(path, cluster.shownTo(Lookups.emptied(content))));
        List<byte[]> layers = values.stream()
                .map(content -> cluster.shownTo(Lookups.emptied(content)))
                .toList();
        String manifests = template(chart, layers);
        if (!Probe.isNeeded(chart, layers, parts.crds())) {
            return manifests;
        }
        Probe.Found found = probe(chart, layers, parts.crds());
        String hooks = parts.hooks() ? Hooks.of(found.templates(), parts.tests()) : "";
        return definitions(found.crds()) + (manifests.isBlank() ? "" : manifests) + hooks;
    }

    /** A template that .helmignore or a library chart keeps out cannot be asked for by its name; the error tells which one, and the next try leaves it out. */
    private Probe.Found probe(Map<String, byte[]> chart, List<byte[]> layers, boolean crds) {
        Set<String> absent = new TreeSet<>();
        while (true) {
            try {
                return Probe.read(template(Probe.into(chart, crds, absent), layers));
            } catch (ChartException failed) {
                Matcher name = NOT_THERE.matcher(String.valueOf(failed.getMessage()));
                if (absent.size() == MOST_ABSENT || !name.find() || !absent.add(name.group(1))) {
                    throw failed;
                }
            }
        }
    }

    String template(Map<String, byte[]> chart, List<byte[]> layers) {
        try (Workspace workspace = Workspace.of(chart, layers)) {
            RenderRequest request = new RenderRequest(
                    workspace.chart(), workspace.values(), release, namespace, cluster.version(), limits.bytes());
            RenderAnswer answer = Workers.shared().render(request, limits);
            return switch (answer.kind()) {
                case RENDERED -> answer.text();
                case TOO_LONG -> throw ChartException.tooLong(this, answer.text());
                default -> throw ChartException.of(this, answer.text(), workspace);
            };
        } catch (Workers.StoppedException stopped) {
            throw ChartException.stopped(this, String.valueOf(stopped.getMessage()));
        }
    }

    private static String definitions(Map<String, String> crds) {
        StringBuilder documents = new StringBuilder();
        Map<String, String> ordered = new LinkedHashMap<>();
        crds.forEach((source, text) -> {
            if (source.indexOf("/charts/") < 0) {
                ordered.put(source, text);
            }
        });
        crds.forEach(ordered::putIfAbsent);
        ordered.forEach((source, text) -> documents
                .append("---\n# Source: ")
                .append(source)
                .append('\n')
                .append(text)
                .append('\n'));
        return documents.toString();
    }
}
