package dev.gitops.kustomize.edit;

import dev.gitops.kustomize.edit.EditCommand.Notices;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code edit add ...} */
final class AddCommands {

    private static final Map<String, String> TARGET = Map.of(
            "group",
            "group",
            "version",
            "version",
            "kind",
            "kind",
            "name",
            "name",
            "namespace",
            "namespace",
            "annotation-selector",
            "annotationSelector",
            "label-selector",
            "labelSelector");
    private static final Set<String> PATCH = Set.of(
            "path", "patch", "group", "version", "kind", "name", "namespace", "annotation-selector", "label-selector");

    private final Folder folder;
    private final Notices notices;

    AddCommands(Folder folder, Notices notices) {
        this.folder = folder;
        this.notices = notices;
    }

    /** The edit; null where nothing is to do. */
    @Nullable
    UnaryOperator<KustomizationFile> parse(String noun, List<String> words) {
        return switch (noun) {
            case "resource" -> loaded(ListField.RESOURCES, Arguments.parse(words, Set.of("no-verify"), Set.of()));
            case "component" -> loaded(ListField.COMPONENTS, Arguments.parse(words, Set.of(), Set.of()));
            case "generator" ->
                listed(
                        ListField.GENERATORS,
                        "must specify a yaml file which contains a generator plugin resource",
                        words);
            case "transformer" ->
                listed(
                        ListField.TRANSFORMERS,
                        "must specify a yaml file which contains a transformer plugin resource",
                        words);
            case "configuration" ->
                listed(ListField.CONFIGURATIONS, "must specify a yaml file which contains a configuration", words);
            case "base" -> bases(Arguments.parse(words, Set.of(), Set.of()).only("must specify a base directory"));
            case "label" ->
                label(Arguments.parse(words, Set.of("f=force", "without-selector", "include-templates"), Set.of()));
            case "annotation" -> {
                Arguments arguments = Arguments.parse(words, Set.of("f=force"), Set.of());
                Map<String, String> pairs = MetadataEdits.parse(arguments.words(), "annotation");
                boolean force = arguments.flag("force");
                yield file -> file.add(MetadataField.ANNOTATIONS, pairs, force);
            }
            case "buildmetadata" -> {
                List<String> options = SetCommands.buildMetadata(words);
                yield file -> file.addBuildMetadata(options);
            }
            case "patch" -> {
                PatchEntry patch = patch(words);
                if (patch.path().isEmpty() && patch.patch().isEmpty()) {
                    throw new KustomizeEditException("must provide either patch or path");
                }
                yield file -> file.addPatch(patch);
            }
            case "configmap" ->
                generator(
                        GeneratorField.CONFIG_MAPS,
                        Arguments.parse(
                                words,
                                Set.of("disableNameSuffixHash"),
                                Set.of("from-file", "from-literal", "from-env-file", "namespace", "behavior")));
            case "secret" ->
                generator(
                        GeneratorField.SECRETS,
                        Arguments.parse(
                                words,
                                Set.of("disableNameSuffixHash"),
                                Set.of("from-file", "from-literal", "from-env-file", "namespace", "type")));
            default ->
                throw EditCommand.unknown(
                        "edit add",
                        noun,
                        "resource, component, patch, label, annotation, configmap, secret, base, transformer, generator, configuration, buildmetadata");
        };
    }

    /** Files and directories that must be there, unless they are taken unverified. */
    private @Nullable UnaryOperator<KustomizationFile> loaded(ListField field, Arguments arguments) {
        if (arguments.words().isEmpty()) {
            throw new KustomizeEditException("must specify a " + field.noun() + " file");
        }
        List<String> found = new ArrayList<>();
        for (String pattern : arguments.words()) {
            List<String> files = field == ListField.RESOURCES && arguments.flag("no-verify")
                    ? List.of(pattern)
                    : folder.glob(pattern);
            if (files.isEmpty()) {
                throw new KustomizeEditException(pattern + " has no match: "
                        + (isRemote(pattern)
                                ? "it is remote, and is not fetched to be verified; --no-verify adds a resource as it is"
                                : "must build at directory: not a valid directory: '" + pattern + "' doesn't exist"));
            }
            found.addAll(files);
        }
        return add(field, found);
    }

    private static boolean isRemote(String name) {
        return name.contains("://") || name.startsWith("git@") || name.startsWith("github.com");
    }

    private @Nullable UnaryOperator<KustomizationFile> listed(ListField field, String none, List<String> words) {
        List<String> patterns = Arguments.parse(words, Set.of(), Set.of()).words();
        if (patterns.isEmpty()) {
            throw new KustomizeEditException(none);
        }
        return add(field, matched(patterns));
    }

    private List<String> matched(List<String> patterns) {
        List<String> found = new ArrayList<>();
        for (String pattern : patterns) {
            List<String> files = folder.glob(pattern);
            if (files.isEmpty()) {
                notices.say(pattern + " has no match");
            }
            found.addAll(files);
        }
        return found;
    }

    private @Nullable UnaryOperator<KustomizationFile> add(ListField field, List<String> found) {
        return found.isEmpty()
                ? null
                : file -> file.add(
                        field,
                        found.stream()
                                .filter(name -> !name.equals(file.yaml().name()))
                                .toList());
    }

    private UnaryOperator<KustomizationFile> bases(String argument) {
        List<String> bases = List.of(argument.split(",", -1));
        return file -> {
            for (String base : bases) {
                if (!folder.exists(base)) {
                    throw new KustomizeEditException(base + " does not exist");
                }
            }
            return file.addBases(bases);
        };
    }

    private static UnaryOperator<KustomizationFile> label(Arguments arguments) {
        boolean force = arguments.flag("force");
        boolean templates = arguments.flag("include-templates");
        if (arguments.words().isEmpty()) {
            throw new KustomizeEditException("must specify label");
        }
        boolean plain = SetCommands.withoutSelector(arguments);
        Map<String, String> pairs = MetadataEdits.parse(arguments.words(), "label");
        return plain
                ? file -> file.addLabelsWithoutSelector(pairs, templates, force)
                : file -> file.add(MetadataField.LABELS, pairs, force);
    }

    static PatchEntry patch(List<String> words) {
        Arguments arguments = Arguments.parse(words, Set.of(), PATCH);
        String path = arguments.text("path", "");
        String patch = arguments.text("patch", "");
        if (!path.isEmpty() && !patch.isEmpty()) {
            throw new KustomizeEditException("patch and path can't be set at the same time");
        }
        Map<String, String> target = new HashMap<>();
        TARGET.forEach((flag, key) -> target.put(key, arguments.text(flag, "")));
        return new PatchEntry(path, patch, target);
    }

    private UnaryOperator<KustomizationFile> generator(GeneratorField field, Arguments arguments) {
        List<String> files = new ArrayList<>();
        for (String source : arguments.texts("from-file")) {
            for (String part : source.split(",")) {
                files.addAll(fileSources(part));
            }
        }
        if (arguments.words().size() != 1) {
            throw new KustomizeEditException("failed to validate flags: name must be specified once");
        }
        String env = arguments.text("from-env-file", "");
        GeneratorEntry entry = explained(
                "failed to validate flags",
                () -> new GeneratorEntry(
                        arguments.words().get(0),
                        arguments.text("namespace", ""),
                        arguments.texts("from-literal"),
                        files,
                        env.isEmpty() ? List.of() : List.of(env),
                        arguments.text("behavior", ""),
                        field == GeneratorField.SECRETS ? arguments.text("type", "Opaque") : "",
                        arguments.flag("disableNameSuffixHash")));
        return file -> explained("failed to create " + field.noun(), () -> {
            if (!env.isEmpty() && folder.read(env).isEmpty()) {
                throw new KustomizeEditException("env source files: " + env + " is not a file that can be read");
            }
            return file.add(field, entry);
        });
    }

    /** A file source with its pattern resolved; with a key it stands for one file. */
    private List<String> fileSources(String source) {
        String[] parts = source.split("=", -1);
        if (parts.length != 2) {
            return matched(List.of(parts[0]));
        }
        List<String> found = matched(List.of(parts[1]));
        if (found.size() != 1) {
            throw new KustomizeEditException("failed to expand file source: 'pattern '" + source + "' catches files "
                    + found + ", should catch only one");
        }
        return List.of(parts[0] + "=" + found.get(0));
    }

    static GeneratorField field(String noun) {
        return noun.equals("secret") ? GeneratorField.SECRETS : GeneratorField.CONFIG_MAPS;
    }

    /** What a failure was about, before its own message. */
    static <T> T explained(String what, Supplier<T> step) {
        try {
            return step.get();
        } catch (KustomizeEditException e) {
            throw new KustomizeEditException(what + ": " + e.getMessage(), e);
        }
    }
}
