package dev.gitops.kustomize.target;

import dev.gitops.kustomize.config.HelmChart;
import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.errors.RefusedException;
import dev.gitops.kustomize.files.Paths;
import dev.gitops.kustomize.loading.Loader;
import dev.gitops.kustomize.loading.Objects;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.spi.ChartRenderer;
import dev.gitops.spi.RenderedManifests;
import java.util.List;

/** Makes objects of charts that stand in the same repository. Nothing is fetched: a kustomization names a version, and only a digest would pin what comes. */
final class ChartInflation {

    private static final String DEFAULT_HOME = "charts";
    private static final String DEFAULT_RELEASE = "release-name";

    private final Loader loader;
    private final BuildContext context;
    private final String file;

    /**
     * For a kustomization.
     *
     * @param loader its files
     * @param context its build
     * @param fileName its name
     */
    ChartInflation(Loader loader, BuildContext context, String fileName) {
        this.loader = loader;
        this.context = context;
        this.file = Paths.join(loader.root(), fileName);
    }

    List<Resource> of(HelmChart given, String homeOrNone) {
        HelmChart chart = context.charts().settled(given);
        String where = chart.line() > 0 ? file + ":" + chart.line() : file;
        ChartRenderer renderer = context.charts().renderer(chart, where);
        if (chart.name().isEmpty()) {
            throw new KustomizeException("chart name cannot be empty (" + where + ")");
        }
        String home = home(chart, homeOrNone, where);
        String folder = loader.chart(home, chart.name());
        if (folder == null) {
            throw absent(chart, home, where);
        }
        List<byte[]> values = new ChartValues(loader).of(chart, home);
        RenderedManifests rendered = renderer.render(loader.files(), folder, options(chart, values));
        rendered.notices()
                .forEach(notice -> context.warnings().accept("# Warning: the chart '" + chart.name() + "': " + notice));
        List<Resource> made = Objects.parse(rendered.yaml(), context.schemas());
        made.forEach(Resource::markMadeByHelm);
        return made;
    }

    private static ChartRenderer.Options options(HelmChart chart, List<byte[]> values) {
        HelmChart.Parts parts = chart.parts();
        return new ChartRenderer.Options(
                chart.release().isEmpty() ? DEFAULT_RELEASE : chart.release(),
                chart.namespace(),
                values,
                new ChartRenderer.Parts(parts.crds(), parts.hooks(), parts.tests()),
                chart.kubeVersion(),
                chart.apiVersions());
    }

    /** The directory that holds the chart's; a chart of a repository has one of its own for each version. */
    private String home(HelmChart chart, String given, String where) {
        String home = given.isEmpty() ? DEFAULT_HOME : given;
        if (!chart.version().isEmpty() && !chart.repo().isEmpty()) {
            home = home + "/" + chart.name() + "-" + chart.version();
        }
        if (home.startsWith("/")
                || leaves(loader.root() + "/" + home)
                || isUnsafe(chart.name() + "/" + chart.version())) {
            throw new RefusedException(
                    "the Helm chart '" + chart.name() + "' is not read from '" + home + "' (named in "
                            + where + "): a build depends on the files of its own repository only."
                            + " Give chartHome as a path relative to the kustomization, and put the chart there");
        }
        return home;
    }

    /** Whether a path goes above the root of all files on its way. */
    private static boolean leaves(String path) {
        int depth = 0;
        for (String part : path.split("/")) {
            depth += part.equals("..") ? -1 : part.isEmpty() || part.equals(".") ? 0 : 1;
            if (depth < 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUnsafe(String name) {
        return name.startsWith("/") || name.indexOf('\\') >= 0 || ("/" + name + "/").contains("/../");
    }

    private static KustomizeException absent(HelmChart chart, String home, String where) {
        String place = "'" + home + "/" + chart.name() + "'";
        if (chart.repo().isEmpty()) {
            return new KustomizeException(
                    "no repo specified for pull, no chart found at " + place + " (named in " + where + ")");
        }
        return new RefusedException("the Helm chart '" + chart.name() + "' of " + chart.repo() + " (named in " + where
                + ") is not fetched, for a version alone does not pin what would come, and it is not at " + place
                + ". Put it there: helm pull --untar --untardir " + home
                + (chart.repo().startsWith("oci://") ? " " + chart.repo() + "/" : " --repo " + chart.repo() + " ")
                + chart.name() + (chart.version().isEmpty() ? "" : " --version " + chart.version())
                + ", and commit it. Or give the app 'manifests: {helm: {chart: {repository, name, version, digest}}}'");
    }
}
