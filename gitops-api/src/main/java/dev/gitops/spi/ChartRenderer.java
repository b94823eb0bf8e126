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
     * @return what {@code helm template} prints: YAML documents parted by {@code ---}
     * @throws dev.gitops.api.InvalidInputException if there is no chart, or it cannot be rendered with these values
     */
    String render(SourceTree tree, String folder, Options options);

    /**
     * How a chart is rendered.
     *
     * @param release the release's name
     * @param namespace the namespace
     * @param values the content of values files, later ones winning
     * @param crds whether the files of crds/ are rendered
     * @param hooks whether hooks are rendered, test hooks among them
     * @param kubeVersion what the chart sees as the cluster's version, as in {@code 1.34.0}; an empty text takes the renderer's
     */
    record Options(
            String release, String namespace, List<byte[]> values, boolean crds, boolean hooks, String kubeVersion) {

        /** Copies the values. */
        public Options {
            values = List.copyOf(values);
        }
    }
}
