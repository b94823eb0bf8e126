package dev.gitops.kustomize.target;

import dev.gitops.kustomize.config.HelmChart;
import dev.gitops.kustomize.errors.RefusedException;
import dev.gitops.spi.ChartRenderer;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Who renders the charts of a build.
 *
 * @param enabled whether charts are rendered
 * @param kubeVersion what charts see as the cluster's version where they name none
 * @param apiVersions what charts see as further API versions where they name none
 */
public record Charts(boolean enabled, String kubeVersion, List<String> apiVersions) {

    private static final String INSTEAD =
            " Or give the app 'manifests: {helm: ...}', or render the chart into a file and name that";

    /** The renderer on the class path. */
    ChartRenderer renderer(HelmChart chart, String where) {
        String named = "the Helm chart '" + chart.name() + "' (named in " + where + ")";
        if (!enabled) {
            throw new RefusedException("Helm charts are not inflated unless asked for: must specify --enable-helm for "
                    + named + "." + INSTEAD);
        }
        return ServiceLoader.load(ChartRenderer.class, Charts.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new RefusedException(named
                        + " cannot be rendered, because nothing on the class path renders charts. Add the artifact gitops-helm."
                        + INSTEAD));
    }

    HelmChart settled(HelmChart chart) {
        return new HelmChart(
                chart.line(),
                chart.name(),
                chart.version(),
                chart.repo(),
                chart.release(),
                chart.namespace(),
                chart.values(),
                chart.parts(),
                chart.kubeVersion().isEmpty() ? kubeVersion : chart.kubeVersion(),
                chart.apiVersions().isEmpty() ? apiVersions : chart.apiVersions());
    }
}
