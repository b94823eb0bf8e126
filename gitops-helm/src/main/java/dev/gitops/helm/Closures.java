package dev.gitops.helm;

import dev.gitops.spi.Closure;
import dev.gitops.spi.SourceTree;
import dev.gitops.spi.SourceTree.Type;
import dev.gitops.spi.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What an environment's manifests depend on: its own values files, and the chart and values files that all environments have. */
final class Closures {

    private static final List<String> CHART = List.of(
            ".helmignore",
            "Chart.lock",
            "Chart.yaml",
            "charts",
            "crds",
            "requirements.lock",
            "requirements.yaml",
            "templates",
            "values.schema.json",
            "values.yaml");

    private final SourceTree tree;
    private final Target target;
    private final HelmConfig config;
    private final Set<String> own = new HashSet<>();
    private final Set<String> shared = new HashSet<>();

    private Closures(SourceTree tree, Target target, HelmConfig config) {
        this.tree = tree;
        this.target = target;
        this.config = config;
    }

    static Closure of(SourceTree tree, Target target, HelmConfig config) {
        Closures closures = new Closures(tree, target, config);
        closures.values();
        if (config.remote() == null) {
            closures.chart(config.chartFolder(target), 0);
        }
        return new Closure(closures.own, closures.shared);
    }

    private void values() {
        for (String template : config.values()) {
            (config.isOwn(template) ? own : shared).add(target.fill(template));
        }
        if (!config.anyOwn()) {
            String edited = config.editedFile(target);
            own.add(edited);
            shared.remove(edited);
        }
    }

    private void chart(String folder, int depth) {
        if (config.isOwn(config.chart()) && depth == 0) {
            own.add(folder);
        } else if (holdsValues(folder)) {
            CHART.forEach(name -> share(folder + "/" + name));
            entries(folder);
        } else {
            shared.add(folder);
        }
        if (depth < 10) {
            LocalDependencies.of(tree, folder).values().forEach(dependency -> chart(dependency, depth + 1));
        }
    }

    /** A chart's folder may hold the values of the environments; then its other files are named one by one, so that a change of one environment touches no other. */
    private void entries(String folder) {
        for (SourceTree.Entry entry : tree.list(folder)) {
            String path = folder + "/" + entry.name();
            if (entry.type() == Type.DIRECTORY && holdsValues(path)) {
                entries(path);
            } else {
                share(path);
            }
        }
    }

    private void share(String path) {
        if (!own.contains(path) && !config.isValuesOfAnyEnvironment(path, target) && !holdsValues(path)) {
            shared.add(path);
        }
    }

    private boolean holdsValues(String folder) {
        return own.stream().anyMatch(file -> file.startsWith(folder + "/"));
    }
}
