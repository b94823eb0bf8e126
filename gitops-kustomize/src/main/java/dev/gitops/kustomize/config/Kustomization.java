package dev.gitops.kustomize.config;

import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.yaml.tree.Documents;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.YamlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A kustomization file's content; deprecated fields stand where their successors do. */
public final class Kustomization {

    /** The names a kustomization file may have. */
    public static final List<String> FILE_NAMES = List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

    private final String kind;
    private final String namePrefix;
    private final String nameSuffix;
    private final String namespace;
    private final Map<String, String> commonLabels;
    private final Map<String, String> commonAnnotations;
    private final List<Label> labels;
    private final List<String> patchesStrategicMerge;
    private final List<Patch> patchesJson6902;
    private final List<Patch> patches;
    private final List<Image> images;
    private final List<Replacement> replacements;
    private final List<Replica> replicas;
    private final List<Var> vars;
    private final @Nullable SortOptions sortOptions;
    private final List<String> resources;
    private final List<String> components;
    private final List<String> crds;
    private final List<GeneratorArgs> configMapGenerator;
    private final List<GeneratorArgs> secretGenerator;
    private final @Nullable GeneratorOptions generatorOptions;
    private final List<String> configurations;
    private final List<String> generators;
    private final List<String> transformers;
    private final List<String> validators;
    private final List<String> buildMetadata;
    private final Map<String, String> openapi;
    private final List<String> warnings;
    private final List<HelmChart> helmCharts;
    private final String chartHome;

    private Kustomization(String file, String root, Node node) {
        Fields.Source source = new Fields.Source(file, "Kustomization", true, false);
        Fields fields = new Fields(source, node, "");
        boolean empty = node.isNull() || node.children().isEmpty();
        String givenKind = fields.text("kind");
        String givenVersion = fields.text("apiVersion");
        warnings = Form.warnings(fields);
        this.kind = givenKind.isEmpty() ? "Kustomization" : givenKind;
        fields.any("metadata");
        openapi = fields.textMap("openapi");
        namePrefix = fields.text("namePrefix");
        nameSuffix = fields.text("nameSuffix");
        namespace = fields.text("namespace");
        commonLabels = fields.textMap("commonLabels");
        labels = fields.objects("labels", "Label", Label::read);
        commonAnnotations = fields.textMap("commonAnnotations");
        patchesStrategicMerge = fields.texts("patchesStrategicMerge");
        patchesJson6902 = fields.objects("patchesJson6902", "Patch", Patch::read);
        patches = fields.objects("patches", "Patch", Patch::read);
        List<Image> tags = fields.objects("imageTags", "Image", Image::read);
        images = joined(fields.objects("images", "Image", Image::read), tags);
        replacements = fields.objects("replacements", "ReplacementField", Replacement::read);
        replicas = fields.objects("replicas", "Replica", Replica::read);
        vars = fields.objects("vars", "Var", Var::read);
        sortOptions = fields.object("sortOptions", SortOptions::read);
        List<String> bases = fields.texts("bases");
        resources = joined(fields.texts("resources"), bases);
        components = fields.texts("components");
        crds = fields.texts("crds");
        configMapGenerator = fields.objects("configMapGenerator", "ConfigMapArgs", GeneratorArgs::readConfigMap);
        secretGenerator = fields.objects("secretGenerator", "SecretArgs", GeneratorArgs::readSecret);
        boolean helm = fields.present("helmCharts")
                || fields.present("helmGlobals")
                || fields.present("helmChartInflationGenerator");
        List<HelmChart.Old> old = fields.objects("helmChartInflationGenerator", "HelmChartArgs", HelmChart::readOld);
        helmCharts = joined(
                fields.objects("helmCharts", "HelmChart", HelmChart::read),
                old.stream().map(HelmChart.Old::chart).toList());
        String globalHome = fields.object("helmGlobals", Kustomization::globals);
        chartHome = globalHome != null ? globalHome : lastHome(old);
        generatorOptions = fields.object("generatorOptions", GeneratorOptions::read);
        configurations = fields.texts("configurations");
        generators = fields.texts("generators");
        transformers = fields.texts("transformers");
        validators = fields.texts("validators");
        buildMetadata = fields.texts("buildMetadata");
        fields.done();
        if (empty || !helm && Form.isBlank(node)) {
            throw new KustomizeException("kustomization.yaml is empty (" + file + ")");
        }
        Form.check(kind, givenVersion, root);
    }

    private static String globals(Fields fields) {
        fields.text("configHome");
        return fields.text("chartHome");
    }

    private static String lastHome(List<HelmChart.Old> old) {
        String home = "";
        for (HelmChart.Old one : old) {
            home = one.home().isEmpty() ? home : one.home();
        }
        return home;
    }

    private static <T> List<T> joined(List<T> a, List<T> b) {
        if (b.isEmpty()) {
            return a;
        }
        List<T> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }

    /**
     * Reads a kustomization.
     *
     * @param file its path, for errors
     * @param root its directory
     * @param text its content
     * @return the kustomization
     * @throws KustomizeException where it is no kustomization
     */
    public static Kustomization parse(String file, String root, String text) {
        Node node;
        try {
            node = Documents.inflated(text);
        } catch (YamlException e) {
            throw new KustomizeException("invalid Kustomization: " + e.getMessage() + " (" + file + ")", e);
        }
        if (node == null) {
            throw new KustomizeException("kustomization.yaml is empty (" + file + ")");
        }
        return new Kustomization(file, root, node);
    }

    /** {@return whether this is a component} */
    public boolean isComponent() {
        return kind.equals("Component");
    }

    /** {@return {@code Kustomization} or {@code Component}} */
    public String kind() {
        return kind;
    }

    /** {@return the prefix of names} */
    public String namePrefix() {
        return namePrefix;
    }

    /** {@return the suffix of names} */
    public String nameSuffix() {
        return nameSuffix;
    }

    /** {@return the namespace} */
    public String namespace() {
        return namespace;
    }

    /** {@return labels for objects and selectors} */
    public Map<String, String> commonLabels() {
        return commonLabels;
    }

    /** {@return labels, with where they go} */
    public List<Label> labels() {
        return labels;
    }

    /** {@return annotations} */
    public Map<String, String> commonAnnotations() {
        return commonAnnotations;
    }

    /** {@return strategic merge patches: files or texts} */
    public List<String> patchesStrategicMerge() {
        return patchesStrategicMerge;
    }

    /** {@return JSON patches} */
    public List<Patch> patchesJson6902() {
        return patchesJson6902;
    }

    /** {@return patches of both kinds} */
    public List<Patch> patches() {
        return patches;
    }

    /** {@return image entries} */
    public List<Image> images() {
        return images;
    }

    /** {@return replacements} */
    public List<Replacement> replacements() {
        return replacements;
    }

    /** {@return replica entries} */
    public List<Replica> replicas() {
        return replicas;
    }

    /** {@return vars} */
    public List<Var> vars() {
        return vars;
    }

    /** {@return the order of printing; null where nothing is said} */
    public @Nullable SortOptions sortOptions() {
        return sortOptions;
    }

    /** {@return files and directories of objects} */
    public List<String> resources() {
        return resources;
    }

    /** {@return directories of components} */
    public List<String> components() {
        return components;
    }

    /** {@return files of CRDs' schemas} */
    public List<String> crds() {
        return crds;
    }

    /** {@return ConfigMaps to make} */
    public List<GeneratorArgs> configMapGenerator() {
        return configMapGenerator;
    }

    /** {@return Secrets to make} */
    public List<GeneratorArgs> secretGenerator() {
        return secretGenerator;
    }

    /** {@return options of all generators; null where there are none} */
    public @Nullable GeneratorOptions generatorOptions() {
        return generatorOptions;
    }

    /** {@return files of transformer configurations} */
    public List<String> configurations() {
        return configurations;
    }

    /** {@return generators: files or texts} */
    public List<String> generators() {
        return generators;
    }

    /** {@return transformers: files or texts} */
    public List<String> transformers() {
        return transformers;
    }

    /** {@return validators: files or texts} */
    public List<String> validators() {
        return validators;
    }

    /** {@return what the output tells of the build} */
    public List<String> buildMetadata() {
        return buildMetadata;
    }

    /** {@return the schema: {@code version} or {@code path}} */
    public Map<String, String> openapi() {
        return openapi;
    }

    /** {@return what to tell the user of deprecated fields} */
    public List<String> warnings() {
        return warnings;
    }

    /** {@return the Helm charts, those of the older field last} */
    public List<HelmChart> helmCharts() {
        return helmCharts;
    }

    /** {@return the directory that charts are in; empty for {@code charts}} */
    public String chartHome() {
        return chartHome;
    }
}
