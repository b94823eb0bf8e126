package dev.gitops.kustomize.config;

import dev.gitops.yaml.tree.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry of {@code configMapGenerator} or {@code secretGenerator}.
 *
 * @param namespace the namespace
 * @param name the name before prefix, suffix and hash
 * @param behavior {@code create}, {@code merge} or {@code replace}
 * @param literals {@code key=value}
 * @param files {@code [key=]path}
 * @param envs files of {@code key=value} lines
 * @param options what it gets besides
 * @param type a secret's type; empty for {@code Opaque}
 */
public record GeneratorArgs(
        String namespace,
        String name,
        String behavior,
        List<String> literals,
        List<String> files,
        List<String> envs,
        GeneratorOptions options,
        String type) {

    static GeneratorArgs readConfigMap(Fields fields) {
        return read(fields, false);
    }

    static GeneratorArgs readSecret(Fields fields) {
        return read(fields, true);
    }

    private static GeneratorArgs read(Fields fields, boolean secret) {
        List<String> envs = fields.texts("envs");
        String env = fields.text("env");
        if (!env.isEmpty()) {
            envs = new ArrayList<>(envs);
            envs.add(env);
        }
        GeneratorOptions options = fields.object("options", GeneratorOptions::read);
        return new GeneratorArgs(
                fields.text("namespace"),
                fields.text("name"),
                fields.text("behavior"),
                fields.texts("literals"),
                fields.texts("files"),
                envs,
                options == null ? GeneratorOptions.NONE : options,
                secret ? fields.text("type") : "");
    }

    /**
     * The configuration of a generator that stands in a file of its own.
     *
     * @param config its root
     * @param secret whether it is a SecretGenerator
     * @return the arguments; name and namespace of the configuration's metadata where it names none
     */
    public static GeneratorArgs ofPlugin(Node config, boolean secret) {
        Fields fields = new Fields(new Fields.Source("", "Config", false, false), config, "");
        GeneratorArgs args = read(fields, secret);
        Node metadata = config.get("metadata");
        String name = args.name.isEmpty() && metadata != null ? PluginConfig.text(metadata, "name") : args.name;
        String namespace = args.namespace.isEmpty() && metadata != null
                ? PluginConfig.text(metadata, "namespace")
                : args.namespace;
        return new GeneratorArgs(
                namespace, name, args.behavior, args.literals, args.files, args.envs, args.options, args.type);
    }

    /**
     * These arguments with options for all generators mixed in.
     *
     * @param global the options, or null
     * @return the arguments
     */
    public GeneratorArgs within(@org.jspecify.annotations.Nullable GeneratorOptions global) {
        return new GeneratorArgs(namespace, name, behavior, literals, files, envs, options.within(global), type);
    }
}
