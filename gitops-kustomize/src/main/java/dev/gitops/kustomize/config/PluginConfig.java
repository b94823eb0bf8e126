package dev.gitops.kustomize.config;

import dev.gitops.yaml.tree.Node;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configurations of built-in generators and transformers that stand in files of their own, read leniently. */
public final class PluginConfig {

    private PluginConfig() {}

    static Fields fields(Node config) {
        return new Fields(new Fields.Source("", "Config", false, true), config, "");
    }

    /** {@return a field as text} @param config the configuration @param name the field */
    public static String text(Node config, String name) {
        return fields(config).text(name);
    }

    /** {@return a field as a flag} @param config the configuration @param name the field */
    public static boolean flag(Node config, String name) {
        return fields(config).flag(name);
    }

    /** {@return a field as texts} @param config the configuration @param name the field */
    public static List<String> texts(Node config, String name) {
        return fields(config).texts(name);
    }

    /** {@return a field as a map of texts} @param config the configuration @param name the field */
    public static Map<String, String> textMap(Node config, String name) {
        return fields(config).textMap(name);
    }

    /** {@return the field specifications} @param config the configuration */
    public static List<FieldSpec> fieldSpecs(Node config) {
        return fields(config).objects("fieldSpecs", "FieldSpec", FieldSpec::read);
    }

    /** {@return the target of a patch} @param config the configuration */
    public static @Nullable Selector target(Node config) {
        return fields(config).object("target", Selector::read);
    }

    /** {@return a patch} @param config the configuration */
    public static Patch patch(Node config) {
        return Patch.read(fields(config));
    }

    /** {@return the image entry} @param config the configuration */
    public static @Nullable Image image(Node config) {
        return fields(config).object("imageTag", Image::read);
    }

    /** {@return the replica entry} @param config the configuration */
    public static @Nullable Replica replica(Node config) {
        return fields(config).object("replica", Replica::read);
    }

    /**
     * A place where a value is added.
     *
     * @param selector the objects; null for all
     * @param fieldPath the field
     * @param filePathPosition the part of a file path that the value becomes; 0 for the whole field
     */
    public record ValueTarget(@Nullable Selector selector, String fieldPath, long filePathPosition) {

        static ValueTarget read(Fields fields) {
            return new ValueTarget(
                    fields.object("selector", Selector::read),
                    fields.text("fieldPath"),
                    fields.number("filePathPosition"));
        }
    }

    /** {@return the targets of a value} @param config the configuration */
    public static List<ValueTarget> valueTargets(Node config) {
        return fields(config).objects("targets", "Target", ValueTarget::read);
    }
}
