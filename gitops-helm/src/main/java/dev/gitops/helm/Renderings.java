package dev.gitops.helm;

import dev.gitops.spi.Closure;
import dev.gitops.spi.RenderedManifests;
import dev.gitops.spi.SourceTree;
import dev.gitops.spi.Target;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Renders an application's environments, and keeps the last few texts by the ids of what they were made of. */
final class Renderings {

    private static final int KEPT = 16;
    private static final int LARGEST_KEPT = 1024 * 1024;
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
        RenderedManifests rendered = chart(tree, target).rendered(config.parts());
        if (key != null && rendered.yaml().length() < LARGEST_KEPT) {
            kept.put(key, rendered);
        }
        return rendered;
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
                config.cluster(),
                config.limits(),
                config.valuesFiles(target));
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
