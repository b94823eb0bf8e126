package dev.gitops.kustomize.config;

import dev.gitops.kustomize.resource.Gvk;
import dev.gitops.kustomize.resource.ResourceId;
import dev.gitops.yaml.tree.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code replacements}: a value taken from one object and put into others.
 *
 * @param source where it is taken from; null where none is given
 * @param targets where it is put
 * @param sourceValue a value that is given; null where it is taken from an object
 * @param path a file that holds the replacement; empty where it is inline
 */
public record Replacement(
        @Nullable Source source,
        @Nullable List<Target> targets,
        @Nullable String sourceValue,
        String path) {

    private static final String DEFAULT_PATH = "metadata.name";

    /**
     * Where a value is taken from.
     *
     * @param id the object; empty parts stand for any
     * @param fieldPath the field
     * @param options the part of the field, or null
     */
    public record Source(
            ResourceId id, String fieldPath, @Nullable Options options) {

        static Source read(Fields fields) {
            Gvk gvk = new Gvk(fields.text("group"), fields.text("version"), fields.text("kind"));
            ResourceId id = ResourceId.of(gvk, fields.text("name"), fields.text("namespace"), false);
            String path = fields.text("fieldPath");
            return new Source(id, path.isEmpty() ? DEFAULT_PATH : path, fields.object("options", Options::read));
        }

        @Override
        public String toString() {
            return id + ":" + fieldPath + (options == null ? "" : options.toString());
        }
    }

    /**
     * Where a value is put.
     *
     * @param select the objects; null where none are given
     * @param reject those of them that are left out
     * @param fieldPaths the fields
     * @param options the part of the fields, or null
     */
    public record Target(
            @Nullable Selector select,
            List<Selector> reject,
            List<String> fieldPaths,
            @Nullable Options options) {

        static Target read(Fields fields) {
            List<String> paths = fields.texts("fieldPaths");
            return new Target(
                    fields.object("select", Selector::read),
                    fields.objects("reject", "Selector", Selector::read),
                    paths.isEmpty() ? List.of(DEFAULT_PATH) : paths,
                    fields.object("options", Options::read));
        }
    }

    /**
     * The part of a field.
     *
     * @param delimiter what separates the parts; empty for the whole field
     * @param index which part
     * @param create whether a missing field is made
     */
    public record Options(String delimiter, long index, boolean create) {

        static Options read(Fields fields) {
            Options options = new Options(fields.text("delimiter"), fields.number("index"), fields.flag("create"));
            fields.text("encoding");
            return options;
        }

        @Override
        public String toString() {
            return delimiter.isEmpty() && !create ? "" : ":" + delimiter + "(" + index + "), create=" + create;
        }
    }

    static Replacement read(Fields fields) {
        Source source = fields.object("source", Source::read);
        List<Target> targets =
                fields.present("targets") ? fields.objects("targets", "TargetSelector", Target::read) : null;
        String value = fields.present("sourceValue") ? fields.text("sourceValue") : null;
        return new Replacement(source, targets, value, fields.text("path"));
    }

    /**
     * The replacements of a file.
     *
     * @param root the file's root: a replacement or a list of them
     * @return the replacements
     */
    public static List<Replacement> ofFile(Node root) {
        List<Replacement> all = new ArrayList<>();
        if (root.isSequence()) {
            for (Node item : root.children()) {
                all.add(read(PluginConfig.fields(item)));
            }
        } else {
            all.add(read(PluginConfig.fields(root)));
        }
        return all;
    }

    /**
     * The replacements of a transformer that stands in a file of its own.
     *
     * @param config its root
     * @return the replacements
     */
    public static List<Replacement> ofPlugin(Node config) {
        return PluginConfig.fields(config).objects("replacements", "ReplacementField", Replacement::read);
    }
}
