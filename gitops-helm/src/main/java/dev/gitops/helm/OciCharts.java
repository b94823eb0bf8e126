package dev.gitops.helm;

import dev.gitops.api.ImageRef;
import dev.gitops.api.Settings;
import dev.gitops.registry.Registries;
import dev.gitops.yaml.YamlFile;
import dev.gitops.yaml.YamlPath;
import java.util.List;
import java.util.Map;

/** Charts in OCI registries. The digest is that of the manifest, which {@code helm push} and {@code helm pull} print; it names the archive by a digest of its own. */
final class OciCharts {

    private static final String ARCHIVE = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";

    private final Registries registries;

    OciCharts(Settings settings) {
        registries = Registries.open(settings);
    }

    byte[] fetch(RemoteChart chart) {
        ImageRef artifact = ImageRef.parse(chart.repository().substring("oci://".length()) + "/" + chart.name())
                .withDigest(chart.digest());
        byte[] manifest = registries.manifest(artifact);
        Object layers = YamlFile.of(artifact.toString(), manifest)
                .value(YamlPath.of("layers"))
                .orElse(null);
        if (layers instanceof List<?> list) {
            for (Object layer : list) {
                if (layer instanceof Map<?, ?> map && ARCHIVE.equals(map.get("mediaType"))) {
                    return registries.blob(artifact, String.valueOf(map.get("digest")));
                }
            }
        }
        throw Invalid.file(
                "the chart " + chart,
                artifact.toString(),
                "is no Helm chart: no layer is of type " + ARCHIVE,
                "mend repository and name");
    }
}
