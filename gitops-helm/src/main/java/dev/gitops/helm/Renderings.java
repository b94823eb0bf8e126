package dev.gitops.helm;

import dev.gitops.spi.Closure;
import dev.gitops.spi.RenderedManifests;
import dev.gitops.spi.SourceTree;
import dev.gitops.spi.Target;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Renders an application's environments, and keeps the last few texts by the ids of what they were made of. */
final class Renderings {

    private static final int KEPT = 16;
    private static final int LARGEST_KEPT = 1024 * 1024;
    private static final Pattern RANDOM = Pattern.compile(
            "\\b(rand(AlphaNum|Alpha|Numeric|Ascii|Bytes|Int)|gen(PrivateKey|CA|SelfSignedCert|SignedCert)\\w*|uuidv4|now|shuffle)\\b");

    private static final String CHANCE =
            "the chart makes values by chance or by the clock (a password, a certificate, now), so that each rendering differs; give them in the values, "
                    + "else every deployment changes them";

    private final HelmConfig config;
    private final Charts charts;
    private final Map<String, RenderedManifests> kept =
            Collections.synchronizedMap(new LinkedHashMap<>(KEPT, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, RenderedManifests> eldest) {
                    return size() > KEPT;
                }
            });

    Renderings(HelmConfig config, Charts charts) {
        this.config = config;
        this.charts = charts;
    }

    RenderedManifests of(SourceTree tree, Target target, Closure closure) {
        String key = key(tree, target, closure);
        RenderedManifests known = key == null ? null : kept.get(key);
        if (known != null) {
            return known;
        }
        Chart chart = chart(tree, target);
        String yaml = chart.render(config.crds(), config.hooks());
        boolean steady = !usesChance(chart)
                || chart.render(config.crds(), config.hooks()).equals(yaml);
        RenderedManifests rendered = new RenderedManifests(yaml, steady ? List.of() : List.of(CHANCE));
        if (key != null && yaml.length() < LARGEST_KEPT) {
            kept.put(key, rendered);
        }
        return rendered;
    }

    private static boolean usesChance(Chart chart) {
        return chart.files().entrySet().stream()
                .filter(file -> file.getKey().contains("templates/"))
                .anyMatch(file -> RANDOM.matcher(new String(file.getValue(), StandardCharsets.UTF_8))
                        .find());
    }

    Chart chart(SourceTree tree, Target target) {
        String folder = config.remote() == null
                ? config.chartFolder(target)
                : config.remote().toString();
        String what = "the chart " + folder + " of " + target;
        Map<String, byte[]> files =
                config.remote() == null ? ChartFiles.of(tree, folder, what) : charts.files(config.remote());
        List<byte[]> values = config.valuesFiles(target).stream()
                .map(path -> tree.read(path)
                        .orElseThrow(() -> Invalid.file(
                                "the manifests of " + target,
                                path,
                                "there is no such values file",
                                "add it, or mend manifests.helm.values in the inventory")))
                .toList();
        return new Chart(
                what,
                folder,
                files,
                values,
                config.releaseName(target),
                Optional.ofNullable(target.namespace()).orElse("default"),
                config.kubeVersion());
    }

    private static @Nullable String key(SourceTree tree, Target target, Closure closure) {
        StringBuilder key = new StringBuilder(target + "\n" + target.namespace());
        for (String path : closure.all()) {
            Optional<String> id = tree.id(path);
            if (id.isEmpty() && tree.type(path).isPresent()) {
                return null;
            }
            key.append('\n').append(path).append('=').append(id.orElse("-"));
        }
        return key.toString();
    }
}
