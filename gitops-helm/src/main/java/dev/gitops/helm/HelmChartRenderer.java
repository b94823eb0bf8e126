package dev.gitops.helm;

import dev.gitops.spi.ChartRenderer;
import dev.gitops.spi.RenderedManifests;
import dev.gitops.spi.SourceTree;

/** Renders charts for other kinds of manifests. */
public final class HelmChartRenderer implements ChartRenderer {

    /** For {@link java.util.ServiceLoader}. */
    public HelmChartRenderer() {}

    @Override
    public RenderedManifests render(SourceTree tree, String folder, Options options) {
        String what = "the chart " + folder;
        Chart chart = new Chart(
                what,
                folder,
                ChartFiles.of(tree, folder, what),
                options.values(),
                options.release(),
                options.namespace().isEmpty() ? "default" : options.namespace(),
                new Capabilities(
                        options.kubeVersion().isEmpty() ? HelmConfig.KUBE_VERSION : options.kubeVersion(),
                        options.apiVersions()),
                RenderLimits.STANDARD);
        return chart.rendered(options.parts());
    }
}
