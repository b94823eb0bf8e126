package dev.gitops.kustomize.target;

import dev.gitops.kustomize.config.ClaimTemplates;
import dev.gitops.kustomize.config.CrdConfig;
import dev.gitops.kustomize.config.GeneratorArgs;
import dev.gitops.kustomize.config.HelmChart;
import dev.gitops.kustomize.config.Kustomization;
import dev.gitops.kustomize.config.TransformerConfig;
import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.errors.RefusedException;
import dev.gitops.kustomize.files.Paths;
import dev.gitops.kustomize.generate.DataGenerator;
import dev.gitops.kustomize.loading.Loader;
import dev.gitops.kustomize.loading.Objects;
import dev.gitops.kustomize.resource.Origin;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.yaml.tree.Documents;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.YamlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A kustomization at its place, ready to gather its objects. */
final class Target {

    private final Loader loader;
    private final String fileName;
    private final Kustomization kustomization;
    private final BuildContext context;
    private final @Nullable Origin origin;
    private final String chartNamespace;

    private Target(
            Loader loader,
            String fileName,
            Kustomization kustomization,
            BuildContext context,
            @Nullable Origin origin,
            String chartNamespace) {
        this.loader = loader;
        this.fileName = fileName;
        this.kustomization = kustomization;
        this.context = context;
        this.origin = origin;
        this.chartNamespace = chartNamespace;
    }

    /** Reads the kustomization of a root. */
    static Target load(Loader loader, BuildContext context, boolean outermost, @Nullable Origin origin) {
        String name = loader.only(Kustomization.FILE_NAMES);
        if (name == null) {
            throw new KustomizeException(
                    "unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '"
                            + loader.root() + "'");
        }
        String path = Paths.join(loader.root(), name);
        Kustomization kustomization = Kustomization.parse(path, loader.root(), loader.text(name));
        kustomization.warnings().forEach(context.warnings());
        BuildContext own = outermost
                ? new BuildContext(
                        context.schemas(),
                        kustomization.buildMetadata(),
                        context.charts(),
                        context.claims(),
                        context.warnings())
                : context;
        Origin from = outermost && own.tracks() ? Origin.ROOT : origin;
        return new Target(loader, name, kustomization, own, from, kustomization.namespace());
    }

    /** The namespace of what is built upon this goes to the charts of this, where it has none. */
    private Target within(String namespace) {
        return chartNamespace.isEmpty()
                ? new Target(loader, fileName, kustomization, context, origin, namespace)
                : this;
    }

    private void chooseSchema(boolean outermost) {
        Map<String, String> openapi = kustomization.openapi();
        String path = openapi.get("path");
        Node document = null;
        if (path != null) {
            try {
                document = Documents.inflated(loader.text(path));
            } catch (YamlException e) {
                throw new KustomizeException("invalid schema file: " + e.getMessage() + " in File: " + path, e);
            }
            document = document == null ? Node.mapping() : document;
        }
        context.schemas().choose(openapi.get("version"), document, outermost);
    }

    Kustomization kustomization() {
        return kustomization;
    }

    ClaimTemplates claims() {
        return context.claims();
    }

    Consumer<String> warnings() {
        return context.warnings();
    }

    BuildContext context() {
        return context;
    }

    String fileName() {
        return fileName;
    }

    Loader loader() {
        return loader;
    }

    @Nullable
    Origin origin() {
        return origin;
    }

    /** Gathers everything into a new accumulation, as the outermost kustomization. */
    Accumulated accumulate() {
        chooseSchema(true);
        Accumulated result = new Accumulated();
        accumulate(result);
        return result;
    }

    private void accumulate(Accumulated into) {
        try {
            resources(into, kustomization.resources());
        } catch (RuntimeException e) {
            throw KustomizeException.wrap("accumulating resources", e);
        }
        into.merge(config());
        into.merge(CrdConfig.load(kustomization.crds(), loader::text));
        generate(into);
        components(into);
        TransformerSteps steps = new TransformerSteps(this, into.config());
        run(steps.builtIn(), into);
        run(steps.external(kustomization.transformers()), into);
        new Validation(steps.external(kustomization.validators())).run(into.set());
        try {
            into.addVars(kustomization.vars());
        } catch (KustomizeException e) {
            throw KustomizeException.wrap("merging vars " + kustomization.vars(), e);
        }
    }

    private TransformerConfig config() {
        TransformerConfig config = TransformerConfig.defaults();
        TransformerConfig own = TransformerConfig.empty();
        for (String path : kustomization.configurations()) {
            own = own.merge(TransformerConfig.parse(path, loader.text(path)));
        }
        return config.merge(own);
    }

    private void run(List<Step> steps, Accumulated into) {
        for (Step step : steps) {
            step.transformer().transform(into.set());
            Origin by = step.origin();
            if (by != null) {
                for (Resource resource : into.set().all()) {
                    // to note a transformer, kustomize writes all annotations anew, as texts
                    resource.metadataMap("annotations", resource.metadataMap("annotations"));
                    if (resource.origin() == null) {
                        resource.origin(by);
                    } else {
                        resource.addTransformation(by);
                    }
                }
            }
            into.set().dropEmpty();
        }
    }

    /** Gathers the objects of files and directories. */
    void resources(Accumulated into, List<String> paths) {
        for (String path : paths) {
            if (loader.isDirectory(path)) {
                directory(into, path);
            } else {
                file(into, path);
            }
        }
    }

    private void directory(Accumulated into, String path) {
        try {
            base(into, loader.descend(path), path, false);
        } catch (KustomizeException e) {
            String asFile = "accumulating resources from '" + path + "': '" + Paths.join(loader.root(), path)
                    + "' must resolve to a file";
            throw KustomizeException.wrap("accumulation err='" + asFile + "'", e);
        }
    }

    private void file(Accumulated into, String path) {
        KustomizeException problem;
        try {
            objects(into, path);
            return;
        } catch (RefusedException e) {
            throw e;
        } catch (KustomizeException e) {
            problem = e;
        }
        String said = String.valueOf(problem.getMessage());
        try {
            loader.descend(path);
        } catch (RefusedException e) {
            throw e;
        } catch (KustomizeException e) {
            if (said.contains("MalformedYAMLError")) {
                throw problem;
            }
            throw KustomizeException.wrap("accumulation err='" + said + "'", e);
        }
        throw problem;
    }

    private void objects(Accumulated into, String path) {
        List<Resource> resources;
        try {
            resources = Objects.of(loader.documents(path), context.schemas());
        } catch (YamlException | KustomizeException e) {
            throw KustomizeException.wrap("accumulating resources from '" + path + "'", e);
        }
        if (origin != null) {
            for (Resource resource : resources) {
                resource.origin(origin.append(path));
            }
        }
        try {
            into.set().appendAll(resources);
        } catch (KustomizeException e) {
            throw KustomizeException.wrap("merging resources from '" + path + "'", e);
        }
    }

    private void components(Accumulated into) {
        for (String path : kustomization.components()) {
            Loader below;
            try {
                below = loader.descend(path);
            } catch (KustomizeException e) {
                throw KustomizeException.wrap("accumulating components: loader.New", quoted(e));
            }
            try {
                base(into, below, path, true);
            } catch (KustomizeException e) {
                throw KustomizeException.wrap("accumulating components: accumulateDirectory", quoted(e));
            }
        }
    }

    private static KustomizeException quoted(KustomizeException e) {
        String text = "\"" + e.getMessage() + "\"";
        return e instanceof RefusedException ? new RefusedException(text) : new KustomizeException(text, e);
    }

    private void base(Accumulated into, Loader below, String path, boolean component) {
        Target target;
        try {
            target = load(below, context, false, origin == null ? null : origin.append(path));
            target = target.within(chartNamespace);
        } catch (KustomizeException e) {
            throw KustomizeException.wrap("couldn't make target for path '" + below.root() + "'", e);
        }
        target.chooseSchema(false);
        if (component && !target.kustomization.isComponent()) {
            throw new KustomizeException("expected kind 'Component' for path '" + below.root() + "' but got '"
                    + target.kustomization.kind() + "'");
        }
        if (!component && target.kustomization.isComponent()) {
            throw new KustomizeException("expected kind != 'Component' for path '" + below.root() + "'");
        }
        Accumulated own = component ? into : new Accumulated();
        try {
            target.accumulate(own);
        } catch (RuntimeException e) {
            throw KustomizeException.wrap("recursed accumulation of path '" + below.root() + "'", e);
        }
        try {
            if (component) {
                into.set().checkDistinct();
                into.takeOverComponent();
            } else {
                into.merge(own);
            }
        } catch (KustomizeException e) {
            throw KustomizeException.wrap("recursed merging from path '" + below.root() + "'", e);
        }
    }

    private void generate(Accumulated into) {
        List<Generated> generated = new ArrayList<>();
        for (GeneratorArgs args : kustomization.configMapGenerator()) {
            Resource made =
                    DataGenerator.configMap(args.within(kustomization.generatorOptions()), loader, context.schemas());
            generated.add(new Generated(List.of(made), builtIn("ConfigMapGenerator")));
        }
        for (GeneratorArgs args : kustomization.secretGenerator()) {
            Resource made =
                    DataGenerator.secret(args.within(kustomization.generatorOptions()), loader, context.schemas());
            generated.add(new Generated(List.of(made), builtIn("SecretGenerator")));
        }
        for (HelmChart chart : kustomization.helmCharts()) {
            List<Resource> made = charts().of(chart.within(chartNamespace), kustomization.chartHome());
            generated.add(new Generated(made, builtIn("HelmChartInflationGenerator")));
        }
        try {
            generated.addAll(new Plugins(this).generators(kustomization.generators()));
        } catch (KustomizeException e) {
            throw KustomizeException.wrap("loading generator plugins", e);
        }
        for (Generated one : generated) {
            for (Resource resource : one.resources) {
                if (resource.origin() == null) {
                    resource.origin(one.origin);
                }
            }
            try {
                into.set().absorb(one.resources);
            } catch (KustomizeException e) {
                throw KustomizeException.wrap("merging from generator " + one.resources, e);
            }
        }
    }

    ChartInflation charts() {
        return new ChartInflation(loader, context, fileName);
    }

    /** Objects of one generator. */
    record Generated(List<Resource> resources, @Nullable Origin origin) {}

    @Nullable
    Origin builtIn(String plugin) {
        return origin == null ? null : origin.builtin(fileName, plugin);
    }
}
