package dev.gitops.helm;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.api.model.ProviderConfig;
import dev.gitops.spi.ChartRenderer.Parts;
import dev.gitops.spi.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the inventory says of an application's chart.
 *
 * @param chart the chart's folder, with placeholders; empty where it comes from a chart repository
 * @param remote the chart in a repository; null where it is a folder
 * @param values the values files in Helm's order, with placeholders
 * @param release the release's name, with placeholders
 * @param cluster what charts see of a cluster
 * @param parts what is rendered besides the manifests
 * @param limits what one rendering may take
 * @param paths what stands under {@code paths}
 * @param position where it stands in the inventory
 */
record HelmConfig(
        String chart,
        @Nullable RemoteChart remote,
        List<String> values,
        String release,
        Capabilities cluster,
        Parts parts,
        RenderLimits limits,
        Map<?, ?> paths,
        String position) {

    /** A fixed version, so that another Helm library does not render another text. */
    static final String KUBE_VERSION = "1.34.0";

    private static final String ENVIRONMENT = "{environment}";

    static HelmConfig of(ProviderConfig config) {
        Object chart = config.options().get("chart");
        if (chart == null) {
            throw new InvalidInputException(
                    "the inventory",
                    List.of(Problem.of(
                            config.position(), null, "manifests.helm names no chart", "add chart: and its folder")));
        }
        return new HelmConfig(
                chart instanceof String folder ? folder : "",
                chart instanceof Map<?, ?> remote ? RemoteChart.of(remote) : null,
                config.texts("values"),
                config.text("release", "{app}"),
                new Capabilities(config.text("kubeVersion", KUBE_VERSION), config.texts("apiVersions")),
                new Parts(config.flag("crds", true), config.flag("hooks", true), true),
                limits(config),
                config.options().get("paths") instanceof Map<?, ?> paths ? paths : Map.of(),
                config.position());
    }

    private static RenderLimits limits(ProviderConfig config) {
        String timeout = config.text("timeout", "60s");
        long number = Long.parseLong(timeout.substring(0, timeout.length() - 1));
        int megabytes = config.options().get("maxSize") instanceof Number given
                ? given.intValue()
                : RenderLimits.STANDARD.megabytes();
        return new RenderLimits(
                timeout.endsWith("m") ? Duration.ofMinutes(number) : Duration.ofSeconds(number), megabytes);
    }

    String chartFolder(Target target) {
        return target.fill(chart);
    }

    String releaseName(Target target) {
        return target.fill(release);
    }

    List<String> valuesFiles(Target target) {
        return values.stream().map(target::fill).toList();
    }

    /** The file that changes of the environment go into: the last one of its own, else the last one, else the chart's. */
    String editedFile(Target target) {
        String own = null;
        for (String file : values) {
            own = own == null || isOwn(file) || !isOwn(own) ? file : own;
        }
        if (own != null) {
            return target.fill(own);
        }
        if (remote != null) {
            throw new InvalidInputException(
                    "the inventory",
                    List.of(Problem.of(
                            position,
                            null,
                            "the chart comes from a chart repository and there is no values file that could be changed",
                            "add values: with a file of each environment, as in values-{environment}.yaml")));
        }
        return chartFolder(target) + "/values.yaml";
    }

    /** Whether a file belongs to one environment alone: by its name, or because no file says otherwise by its name and it is the one that is changed. */
    boolean isOwn(String template) {
        return template.contains(ENVIRONMENT);
    }

    boolean anyOwn() {
        return values.stream().anyMatch(this::isOwn) || isOwn(chart);
    }

    /** Whether a path is a values file of some environment. */
    boolean isValuesOfAnyEnvironment(String path, Target target) {
        return values.stream()
                .filter(this::isOwn)
                .map(template ->
                        Pattern.quote(template.replace("{app}", target.app())).replace(ENVIRONMENT, "\\E[^/]+\\Q"))
                .anyMatch(path::matches);
    }
}
