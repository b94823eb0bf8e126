package dev.gitops.kustomize.target;

import dev.gitops.kustomize.config.GeneratorArgs;
import dev.gitops.kustomize.config.HelmChart;
import dev.gitops.kustomize.config.Image;
import dev.gitops.kustomize.config.Patch;
import dev.gitops.kustomize.config.PluginConfig;
import dev.gitops.kustomize.config.Replacement;
import dev.gitops.kustomize.config.Replica;
import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.errors.RefusedException;
import dev.gitops.kustomize.files.Paths;
import dev.gitops.kustomize.generate.ContentHash;
import dev.gitops.kustomize.generate.DataGenerator;
import dev.gitops.kustomize.loading.Loader;
import dev.gitops.kustomize.resource.Origin;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.kustomize.schema.Schemas;
import dev.gitops.kustomize.transform.AffixTransformer;
import dev.gitops.kustomize.transform.ImageTransformer;
import dev.gitops.kustomize.transform.NamespaceTransformer;
import dev.gitops.kustomize.transform.PairTransformer;
import dev.gitops.kustomize.transform.ReplicaTransformer;
import dev.gitops.kustomize.transform.Transformer;
import dev.gitops.kustomize.transform.ValueTransformer;
import dev.gitops.yaml.tree.Documents;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.YamlWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Generators and transformers that are configured by objects of their own. Those built into kustomize are; programs are not run. */
final class Plugins {

    private final Target target;
    private final Loader loader;
    private final Schemas schemas;

    Plugins(Target target) {
        this.target = target;
        this.loader = target.loader();
        this.schemas = target.context().schemas();
    }

    List<Target.Generated> generators(List<String> entries) {
        List<Target.Generated> all = new ArrayList<>();
        for (Resource config : configs(entries)) {
            try {
                all.add(new Target.Generated(generate(config), origin(config)));
            } catch (RefusedException e) {
                throw e;
            } catch (KustomizeException e) {
                throw KustomizeException.wrap("failed to load generator", e);
            }
        }
        return all;
    }

    List<Step> transformers(List<String> entries) {
        List<Step> steps = new ArrayList<>();
        for (Resource config : configs(entries)) {
            requireBuiltIn(config);
            try {
                steps.add(new Step(transformer(config), origin(config)));
            } catch (RefusedException | UnknownPlugin e) {
                throw e;
            } catch (KustomizeException e) {
                throw KustomizeException.wrap("plugin " + config.originalId() + " fails configuration", e);
            }
        }
        return steps;
    }

    /** The configurations: given inline, or in files and directories. */
    private List<Resource> configs(List<String> entries) {
        Accumulated all = new Accumulated();
        List<String> paths = new ArrayList<>();
        for (String entry : entries) {
            List<Resource> inline;
            try {
                inline = dev.gitops.kustomize.loading.Objects.parse(entry, schemas);
            } catch (KustomizeException notInline) {
                paths.add(entry);
                continue;
            }
            Origin here = target.origin();
            if (here != null) {
                for (Resource config : inline) {
                    config.origin(here.append(target.fileName()));
                }
            }
            all.set().appendAll(inline);
        }
        target.resources(all, paths);
        return all.set().all();
    }

    private static @Nullable Origin origin(Resource config) {
        Origin from = config.origin();
        return from == null
                ? null
                : new Origin("", from.path(), config.apiVersion(), config.kind(), config.name(), config.namespace());
    }

    private void requireBuiltIn(Resource config) {
        if (!config.apiVersion().equals("builtin")) {
            throw new RefusedException("external plugins disabled; unable to load external plugin '" + config.kind()
                    + "' (" + config.originalId() + ", named in " + Paths.join(loader.root(), target.fileName())
                    + "): exec and container plugins run programs that are no part of the repository."
                    + " Run the plugin beforehand and commit what it makes, or use a built-in one");
        }
    }

    /** A configuration as its plugin reads it. */
    private static Node read(Resource config) {
        Node root = Documents.first(YamlWriter.write(config.root()));
        return root == null ? Node.mapping() : root;
    }

    private static final class UnknownPlugin extends KustomizeException {
        UnknownPlugin(Resource config) {
            super("unable to load builtin " + config.gvk());
        }
    }

    private List<Resource> generate(Resource resource) {
        requireBuiltIn(resource);
        Node config = read(resource);
        return switch (resource.kind()) {
            case "ConfigMapGenerator" ->
                List.of(DataGenerator.configMap(GeneratorArgs.ofPlugin(config, false), loader, schemas));
            case "SecretGenerator" ->
                List.of(DataGenerator.secret(GeneratorArgs.ofPlugin(config, true), loader, schemas));
            case "IAMPolicyGenerator" -> List.of(serviceAccount(config));
            case "HelmChartInflationGenerator" -> {
                String home = HelmChart.homeOfPlugin(config);
                yield target.charts().of(HelmChart.ofPlugin(config), home == null ? "" : home);
            }
            default -> throw new UnknownPlugin(resource);
        };
    }

    private Resource serviceAccount(Node config) {
        if (!config.text("cloud").equals("gke")) {
            throw new KustomizeException("cloud provider " + config.text("cloud") + " not supported yet");
        }
        Node service = Objects.requireNonNullElse(config.get("kubernetesService"), Node.mapping());
        Node account = Objects.requireNonNullElse(config.get("serviceAccount"), Node.mapping());
        Node root = Node.mapping();
        root.append("apiVersion", Node.string("v1"));
        root.append("kind", Node.string("ServiceAccount"));
        Node annotations = Node.mapping();
        String email = account.text("name") + "@" + account.text("projectId") + ".iam.gserviceaccount.com";
        annotations.append("iam.gke.io/gcp-service-account", Node.string(email));
        Node metadata = Node.mapping();
        metadata.append("annotations", annotations);
        metadata.append("name", Node.string(service.text("name")));
        if (!service.text("namespace").isEmpty()) {
            metadata.append("namespace", Node.string(service.text("namespace")));
        }
        root.append("metadata", metadata);
        return new Resource(root, schemas);
    }

    private Transformer transformer(Resource resource) {
        Node config = read(resource);
        PatchLoader patches = new PatchLoader(loader, schemas);
        switch (resource.kind()) {
            case "AnnotationsTransformer":
                return new PairTransformer(
                        PluginConfig.textMap(config, "annotations"), PluginConfig.fieldSpecs(config));
            case "LabelTransformer":
                return new PairTransformer(PluginConfig.textMap(config, "labels"), PluginConfig.fieldSpecs(config));
            case "HashTransformer":
                return ContentHash::rename;
            case "ImageTagTransformer":
                Image image = PluginConfig.image(config);
                return new ImageTransformer(
                        image == null ? new Image("", "", "", "", "") : image, PluginConfig.fieldSpecs(config));
            case "NamespaceTransformer":
                return namespace(config);
            case "PatchJson6902Transformer":
                return patches.json6902(
                        PluginConfig.target(config),
                        PluginConfig.text(config, "path"),
                        PluginConfig.text(config, "jsonOp"));
            case "PatchStrategicMergeTransformer":
                return patches.legacy(PluginConfig.texts(config, "paths"), PluginConfig.text(config, "patches"));
            case "PatchTransformer":
                Patch patch = PluginConfig.patch(config);
                return patches.load(patch);
            case "PrefixTransformer":
                return affix(config, true, false);
            case "SuffixTransformer":
                return affix(config, false, true);
            case "PrefixSuffixTransformer":
                return affix(config, true, true);
            case "ReplacementTransformer":
                return patches.replacements(Replacement.ofPlugin(config));
            case "ReplicaCountTransformer":
                Replica replica = PluginConfig.replica(config);
                return new ReplicaTransformer(
                        replica == null ? new Replica("", 0) : replica, PluginConfig.fieldSpecs(config));
            case "ValueAddTransformer":
                return value(config);
            default:
                throw new UnknownPlugin(resource);
        }
    }

    private static Transformer namespace(Node config) {
        Node metadata = config.get("metadata");
        String namespace = metadata == null ? "" : PluginConfig.text(metadata, "namespace");
        return new NamespaceTransformer(
                namespace.isEmpty() ? PluginConfig.text(config, "namespace") : namespace,
                PluginConfig.fieldSpecs(config),
                PluginConfig.flag(config, "unsetOnly"),
                PluginConfig.text(config, "setRoleBindingSubjects"));
    }

    private static Transformer affix(Node config, boolean prefix, boolean suffix) {
        if (config.get("fieldSpecs") == null) {
            throw new KustomizeException("fieldSpecs is not expected to be nil");
        }
        Transformer first =
                AffixTransformer.prefix(PluginConfig.text(config, "prefix"), PluginConfig.fieldSpecs(config));
        Transformer second =
                AffixTransformer.suffix(PluginConfig.text(config, "suffix"), PluginConfig.fieldSpecs(config));
        if (prefix && suffix) {
            return set -> {
                first.transform(set);
                second.transform(set);
            };
        }
        return prefix ? first : second;
    }

    private Transformer value(Node config) {
        String value = PluginConfig.text(config, "value").strip();
        List<PluginConfig.ValueTarget> targets = new ArrayList<>(PluginConfig.valueTargets(config));
        String file = PluginConfig.text(config, "targetFilePath");
        if (!file.isEmpty()) {
            Node root = Documents.inflated(loader.text(file));
            if (root != null) {
                targets.addAll(PluginConfig.valueTargets(root));
            }
        }
        return new ValueTransformer(value.isEmpty() ? Paths.name(loader.root()) : value, targets);
    }
}
