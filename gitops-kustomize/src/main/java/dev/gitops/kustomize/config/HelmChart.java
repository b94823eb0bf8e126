package dev.gitops.kustomize.config;

import dev.gitops.yaml.tree.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code helmCharts}.
 *
 * @param line where it stands, 0 if unknown
 * @param name the chart's name: its folder below the home of charts
 * @param version its version
 * @param repo the chart repository
 * @param release the release's name; empty for Helm's own
 * @param namespace the namespace; empty for that of the kustomization
 * @param values the values and how they are joined
 * @param parts what is rendered besides the manifests
 * @param kubeVersion what the chart sees as the cluster's version
 * @param apiVersions what the chart sees as the cluster's API versions, besides the usual ones
 */
public record HelmChart(
        int line,
        String name,
        String version,
        String repo,
        String release,
        String namespace,
        HelmValues values,
        Parts parts,
        String kubeVersion,
        List<String> apiVersions) {

    /**
     * What is rendered besides the manifests.
     *
     * @param crds whether the files of crds/ are
     * @param hooks whether hooks are
     * @param tests whether test hooks are
     */
    public record Parts(boolean crds, boolean hooks, boolean tests) {}

    static HelmChart read(Fields fields) {
        String nameTemplate = fields.text("nameTemplate");
        String release = fields.text("releaseName");
        fields.flag("debug");
        fields.flag("devel");
        return new HelmChart(
                fields.line(),
                fields.text("name"),
                fields.text("version"),
                fields.text("repo"),
                name(fields, release, nameTemplate),
                fields.text("namespace"),
                HelmValues.read(fields, "valuesFile", "valuesInline"),
                new Parts(fields.flag("includeCRDs"), !fields.flag("skipHooks"), !fields.flag("skipTests")),
                fields.text("kubeVersion"),
                fields.texts("apiVersions"));
    }

    /** A template would be worked out by Helm, mostly to make a name by chance. */
    private static String name(Fields fields, String release, String template) {
        if (template.isEmpty()) {
            return release;
        }
        if (!release.isEmpty()) {
            throw fields.refuse("nameTemplate", "cannot set --name-template and also specify a name");
        }
        if (template.contains("{{")) {
            throw fields.refuse(
                    "nameTemplate", "a name that is worked out is not given to a release; write the name itself");
        }
        return template;
    }

    /** An entry of the older {@code helmChartInflationGenerator}. */
    static Old readOld(Fields fields) {
        fields.text("chartRepoName");
        fields.text("helmBin");
        fields.text("helmHome");
        fields.text("releaseNamespace");
        fields.texts("extraArgs");
        HelmChart chart = new HelmChart(
                fields.line(),
                fields.text("chartName"),
                fields.text("chartVersion"),
                fields.text("chartRepoUrl"),
                fields.text("releaseName"),
                "",
                HelmValues.read(fields, "values", "valuesLocal"),
                new Parts(false, true, true),
                "",
                List.of());
        return new Old(chart, fields.text("chartHome"));
    }

    /** An entry of the older field, which said for each chart where charts are. */
    record Old(HelmChart chart, String home) {}

    /**
     * A {@code HelmChartInflationGenerator} that stands in a file of its own.
     *
     * @param config its root
     * @return the chart
     */
    public static HelmChart ofPlugin(Node config) {
        return read(PluginConfig.fields(config));
    }

    /** {@return the home of charts that a generator in a file of its own names} @param config its root */
    public static @Nullable String homeOfPlugin(Node config) {
        String home = PluginConfig.text(config, "chartHome");
        return home.isEmpty() ? null : home;
    }

    /**
     * The chart with a namespace where it has none.
     *
     * @param otherwise the namespace
     * @return the chart
     */
    public HelmChart within(String otherwise) {
        return namespace.isEmpty()
                ? new HelmChart(line, name, version, repo, release, otherwise, values, parts, kubeVersion, apiVersions)
                : this;
    }
}
