package dev.gitops.kustomize.edit;

import dev.gitops.yaml.YamlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A kustomization file, and the edits of {@code kustomize edit}. Immutable: each edit returns the edited file, in which every byte that the edit is not about is as it was.
 * An edit that cannot be made throws {@link KustomizeEditException}, or {@link dev.gitops.yaml.YamlEditException} where the file's form does not allow it.
 *
 * <pre>{@code
 * KustomizationFile file = KustomizationFile.of("kustomization.yaml", bytes);
 * byte[] edited = file.setImages(List.of(ImageChange.parse("shop=registry.example.com/shop:1.5.0"))).bytes();
 * }</pre>
 */
public final class KustomizationFile {

    private static final Set<String> BUILD_METADATA =
            Set.of("originAnnotations", "transformerAnnotations", "managedByLabel");
    private static final Pattern ANNOTATION_KEY = Pattern.compile(
            "([a-zA-Z](([-a-zA-Z0-9.]{0,251})[a-zA-Z0-9])?/)?[a-zA-Z0-9]([-a-zA-Z0-9_.]{0,61}[a-zA-Z0-9])?");

    private final YamlFile yaml;
    private final List<String> notices;

    private KustomizationFile(YamlFile yaml, List<String> notices) {
        this.yaml = yaml;
        this.notices = notices;
    }

    /**
     * A file with its content.
     *
     * @param name what messages call it
     * @param bytes its content
     * @return the file
     */
    public static KustomizationFile of(String name, byte[] bytes) {
        return new KustomizationFile(YamlFile.of(name, bytes), List.of());
    }

    /** {@return the content} */
    public byte[] bytes() {
        return yaml.bytes();
    }

    /** {@return the content as YAML} */
    public YamlFile yaml() {
        return yaml;
    }

    /** {@return what the edits so far had to say, such as an entry that was there already} */
    public List<String> notices() {
        return notices;
    }

    /**
     * Sets images by their name in the manifests; a missing entry is added.
     *
     * @param images the changes
     * @return the edited file
     */
    public KustomizationFile setImages(List<ImageChange> images) {
        return edit(changes -> new ImageEdits(changes).set(images));
    }

    /**
     * Sets replica counts by the name of the workload; a missing entry is added.
     *
     * @param counts the count of each
     * @return the edited file
     */
    public KustomizationFile setReplicas(Map<String, Long> counts) {
        return edit(changes -> new ImageEdits(changes).setReplicas(counts));
    }

    /**
     * Sets the namespace, the prefix or the suffix of all names.
     *
     * @param field which
     * @param text its value; empty for none
     * @return the edited file
     */
    public KustomizationFile set(TextField field, String text) {
        return edit(changes -> changes.setText(field.key(), text));
    }

    /**
     * Sets labels (of selectors too) or annotations of all resources.
     *
     * @param field which of the two
     * @param pairs keys and values
     * @return the edited file
     */
    public KustomizationFile set(MetadataField field, Map<String, String> pairs) {
        if (field == MetadataField.ANNOTATIONS) {
            checkAnnotations(pairs);
        }
        return edit(changes -> new MetadataEdits(changes).set(field, pairs));
    }

    static void checkAnnotations(Map<String, String> annotations) {
        if (!annotations.keySet().stream()
                .allMatch(key -> ANNOTATION_KEY.matcher(key).matches())) {
            throw new KustomizeEditException("invalid annotation key: see the syntax and character set rules at "
                    + "https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/");
        }
    }

    /**
     * Adds labels (of selectors too) or annotations of all resources.
     *
     * @param field which of the two
     * @param pairs keys and values
     * @param force whether one that is there is overwritten; else it is refused
     * @return the edited file
     */
    public KustomizationFile add(MetadataField field, Map<String, String> pairs, boolean force) {
        return edit(changes -> new MetadataEdits(changes).add(field, pairs, force));
    }

    /**
     * Removes labels (of selectors too) or annotations of all resources.
     *
     * @param field which of the two
     * @param keys their keys
     * @param ignoreMissing whether one that is not there is passed over; else it is refused
     * @return the edited file
     */
    public KustomizationFile remove(MetadataField field, List<String> keys, boolean ignoreMissing) {
        return edit(changes -> new MetadataEdits(changes).remove(field, keys, ignoreMissing));
    }

    /**
     * Sets labels that do not become selectors; the same keys are taken away where they do.
     *
     * @param labels the labels
     * @param templates whether pod templates get them too
     * @return the edited file
     */
    public KustomizationFile setLabelsWithoutSelector(Map<String, String> labels, boolean templates) {
        return edit(changes -> new MetadataEdits(changes).setWithoutSelector(labels, templates));
    }

    /**
     * Adds labels that do not become selectors.
     *
     * @param labels the labels
     * @param templates whether pod templates get them too
     * @param force whether one that is there is overwritten; else it is refused
     * @return the edited file
     */
    public KustomizationFile addLabelsWithoutSelector(Map<String, String> labels, boolean templates, boolean force) {
        return edit(changes -> new MetadataEdits(changes).addWithoutSelector(labels, templates, force));
    }

    /**
     * Sets what the build tells of itself in each resource.
     *
     * @param options of {@code originAnnotations}, {@code transformerAnnotations} and {@code managedByLabel}
     * @return the edited file
     */
    public KustomizationFile setBuildMetadata(List<String> options) {
        checkBuildMetadata(options);
        return edit(changes -> changes.set(changes.path("buildMetadata"), options));
    }

    /**
     * Adds to what the build tells of itself; an option that is there is refused.
     *
     * @param options as in {@link #setBuildMetadata}
     * @return the edited file
     */
    public KustomizationFile addBuildMetadata(List<String> options) {
        checkBuildMetadata(options);
        return edit(changes -> new ListEdits(changes).addBuildMetadata(options));
    }

    /**
     * Removes from what the build tells of itself.
     *
     * @param options as in {@link #setBuildMetadata}
     * @return the edited file
     */
    public KustomizationFile removeBuildMetadata(List<String> options) {
        checkBuildMetadata(options);
        return edit(changes -> new ListEdits(changes).removeMatching("buildMetadata", options));
    }

    static void checkBuildMetadata(List<String> options) {
        for (String option : options) {
            if (!BUILD_METADATA.contains(option)) {
                throw new KustomizeEditException("invalid buildMetadata option: " + option);
            }
        }
    }

    /**
     * Adds files or directories to a list; one that is there already is passed over with a notice.
     *
     * @param field the list
     * @param entries what to add
     * @return the edited file
     */
    public KustomizationFile add(ListField field, List<String> entries) {
        return edit((changes, notice) -> new ListEdits(changes).add(field, entries, notice));
    }

    /**
     * Adds directories to the resources; one that is there already is refused.
     *
     * @param bases the directories
     * @return the edited file
     */
    public KustomizationFile addBases(List<String> bases) {
        return edit(changes -> new ListEdits(changes).addBases(bases));
    }

    /**
     * Removes the entries of a list that match a pattern; none need to.
     *
     * @param field the list
     * @param patterns names, with {@code *}, {@code ?} and {@code [a-z]} as in a shell
     * @return the edited file
     */
    public KustomizationFile remove(ListField field, List<String> patterns) {
        return edit(changes -> new ListEdits(changes).remove(field, patterns));
    }

    /**
     * Adds a patch; one that is there already is passed over with a notice.
     *
     * @param patch the patch
     * @return the edited file
     */
    public KustomizationFile addPatch(PatchEntry patch) {
        return edit((changes, notice) -> new ListEdits(changes).add(patch, notice));
    }

    /**
     * Removes the patches that are exactly like a given one; none need to be.
     *
     * @param patch the patch
     * @return the edited file
     */
    public KustomizationFile removePatch(PatchEntry patch) {
        return edit((changes, notice) -> new ListEdits(changes).remove(patch, notice));
    }

    /**
     * Adds a generated ConfigMap or Secret, or adds to the one of that name and namespace.
     *
     * @param field which of the two
     * @param entry what to add
     * @return the edited file
     */
    public KustomizationFile add(GeneratorField field, GeneratorEntry entry) {
        return edit(changes -> new GeneratorEdits(changes, field).add(entry));
    }

    /**
     * Changes literals of a generated ConfigMap or Secret that is there, and its namespace.
     *
     * @param field which of the two
     * @param name its name
     * @param namespace its namespace; empty for the default
     * @param literals {@code key=value} each, with keys that are there
     * @param newNamespace its new namespace; empty to keep it
     * @return the edited file
     */
    public KustomizationFile set(
            GeneratorField field, String name, String namespace, List<String> literals, String newNamespace) {
        return edit(changes -> new GeneratorEdits(changes, field).set(name, namespace, literals, newNamespace));
    }

    /**
     * Removes generated ConfigMaps or Secrets. At least one of the names must be there; the others are passed over with a notice.
     *
     * @param field which of the two
     * @param names their names
     * @param namespace their namespace; empty for the default
     * @return the edited file
     */
    public KustomizationFile remove(GeneratorField field, List<String> names, String namespace) {
        return edit((changes, notice) -> new GeneratorEdits(changes, field)
                .remove(names, namespace)
                .forEach(name -> notice.accept(field.noun() + " " + name + " doesn't exist in kustomization file")));
    }

    /**
     * Moves deprecated fields to those that took their place, and writes {@code apiVersion} and {@code kind} where they are missing.
     *
     * @param files the files around, to tell the path of a patch from an inline one
     * @return the edited file
     */
    public KustomizationFile fix(FileSource files) {
        return edit(changes -> new FixEdits(changes, files).fix());
    }

    /**
     * Turns {@code vars} into {@code replacements}. Each place in a resource or patch that names a variable gets a placeholder instead.
     *
     * @param files the files around
     * @return the edited kustomization, and the resources and patches that change with it
     */
    public VarsConverted convertVars(FileSource files) {
        VarConversion conversion = new VarConversion(files);
        KustomizationFile converted = edit(conversion::convert);
        return new VarsConverted(converted, conversion.changed());
    }

    /**
     * What a conversion of variables changes.
     *
     * @param kustomization the kustomization
     * @param files the new content of other files, by their path from the kustomization
     */
    public record VarsConverted(KustomizationFile kustomization, Map<String, String> files) {
        /** Makes the map immutable. */
        public VarsConverted {
            files = Map.copyOf(files);
        }
    }

    /** Drops fields that are empty lists or maps, as the command line of kustomize does with every edit. */
    KustomizationFile withoutEmptyFields() {
        return edit(changes -> changes.root().forEach((key, value) -> {
            boolean empty = value instanceof List<?> list && list.isEmpty()
                    || value instanceof Map<?, ?> map
                            && map.isEmpty()
                            && !String.valueOf(key).equalsIgnoreCase("generatorOptions");
            if (empty) {
                changes.remove(changes.path(String.valueOf(key)));
            }
        }));
    }

    private interface Edit {
        void make(Changes changes, Consumer<String> notice);
    }

    private KustomizationFile edit(Consumer<Changes> edit) {
        return edit((changes, notice) -> edit.accept(changes));
    }

    private KustomizationFile edit(Edit edit) {
        Changes changes = new Changes(yaml);
        List<String> said = new ArrayList<>(notices);
        edit.make(changes, said::add);
        return new KustomizationFile(changes.made(), List.copyOf(said));
    }
}
