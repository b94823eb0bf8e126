package dev.gitops.spi;

import java.util.List;

/** Renders Helm charts for other kinds of manifests (kustomize's {@code helmCharts}); found with {@link java.util.ServiceLoader}, absent where no module with Helm is on the class path. */
public interface ChartRenderer {

    /**
     * Renders a chart of the repository. No network, no cluster.
     *
     * @param tree the files
     * @param folder the chart's folder, with its sub-charts in charts/
     * @param options how it is rendered
     * @return what {@code helm template} prints: YAML documents parted by {@code ---}; with a notice where each rendering differs
     * @throws dev.gitops.api.InvalidInputException if there is no chart, or it cannot be rendered with these values
     */
    RenderedManifests render(SourceTree tree, String folder, Options options);

    /**
     * How a chart is rendered.
     *
     * @param release the release's name
     * @param namespace the namespace; an empty text takes {@code default}
     * @param values the content of values files, later ones winning
     * @param parts what is rendered besides the manifests
     * @param kubeVersion what the chart sees as the cluster's version, as in {@code 1.34.0}; an empty text takes the renderer's
     * @param apiVersions what the chart sees as the cluster's API versions, besides the usual ones, as in {@code monitoring.coreos.com/v1}
     */
    record Options(
            String release,
            String namespace,
            List<byte[]> values,
            Parts parts,
            String kubeVersion,
            List<String> apiVersions) {

        /** Copies the lists. */
        public Options {
            values = List.copyOf(values);
            apiVersions = List.copyOf(apiVersions);
        }
    }

    /**
     * What is rendered besides the manifests.
     *
     * @param crds whether the files of crds/ are
     * @param hooks whether hooks are
     * @param tests whether test hooks are, where hooks are
     */
    record Parts(boolean crds, boolean hooks, boolean tests) {

        /** Everything. */
        public static final Parts ALL = new Parts(true, true, true);
    }
}
