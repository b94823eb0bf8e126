package dev.gitops.helm;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.api.model.ProviderConfig;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.SourceTree;

/**
 * What a real release is made of: the chart and the values at the commit that is delivered.
 *
 * @param name the release's name
 * @param namespace its namespace
 * @param chart the chart
 */
public record ReleaseFiles(String name, String namespace, Workspace chart) implements AutoCloseable {

    /**
     * Writes the files of a request.
     *
     * @param request what is delivered; it has the files and the inventory's words on the manifests
     * @return the files, to be closed
     * @throws InvalidInputException if the application's manifests are no chart
     */
    public static ReleaseFiles of(DeliveryRequest request) {
        Chart chart = chart(request);
        return new ReleaseFiles(chart.release(), chart.namespace(), Workspace.of(chart.files(), chart.values()));
    }

    /**
     * The release's name.
     *
     * @param request what is delivered
     * @return the name that the inventory gives it
     */
    public static String nameOf(DeliveryRequest request) {
        return config(request).releaseName(request.target());
    }

    private static Chart chart(DeliveryRequest request) {
        SourceTree files = request.files()
                .orElseThrow(
                        () -> refuse(request, "the files of the commit are not at hand", "ask through the engine"));
        return new Renderings(config(request), RemoteCharts.standard()).chart(files, request.target());
    }

    private static HelmConfig config(DeliveryRequest request) {
        ProviderConfig config = request.manifestsConfig()
                .filter(given -> given.kind().equals("helm"))
                .orElseThrow(() -> refuse(
                        request,
                        "the delivery helm makes Helm releases, and its manifests are no chart",
                        "choose another delivery, or manifests: { helm: ... }"));
        return HelmConfig.of(config);
    }

    private static InvalidInputException refuse(DeliveryRequest request, String why, String hint) {
        return Invalid.of("the delivery of " + request.target(), Problem.of("delivery", "helm", why, hint));
    }

    @Override
    public void close() {
        chart.close();
    }
}
