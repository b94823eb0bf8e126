package dev.gitops.kustomize.edit;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** {@code edit remove ...} */
final class RemoveCommands {

    private RemoveCommands() {}

    static UnaryOperator<KustomizationFile> parse(String noun, List<String> words) {
        return switch (noun) {
            case "resource" -> entries(ListField.RESOURCES, words);
            case "component" -> entries(ListField.COMPONENTS, words);
            case "transformer" -> entries(ListField.TRANSFORMERS, words);
            case "label", "annotation" ->
                metadata(noun, Arguments.parse(words, Set.of("i=ignore-non-existence"), Set.of()));
            case "configmap", "secret" -> generated(noun, Arguments.parse(words, Set.of(), Set.of("namespace")));
            case "buildmetadata" -> {
                List<String> options = SetCommands.buildMetadata(words);
                yield file -> file.removeBuildMetadata(options);
            }
            case "patch" -> {
                PatchEntry patch = AddCommands.patch(words);
                yield file -> file.removePatch(patch);
            }
            default ->
                throw EditCommand.unknown(
                        "edit remove",
                        noun,
                        "resource, component, patch, label, annotation, configmap, secret, transformer, buildmetadata");
        };
    }

    private static UnaryOperator<KustomizationFile> entries(ListField field, List<String> words) {
        List<String> patterns = Arguments.parse(words, Set.of(), Set.of()).words();
        if (patterns.isEmpty()) {
            throw new KustomizeEditException("must specify a " + field.noun() + " file");
        }
        return file -> file.remove(field, patterns);
    }

    private static UnaryOperator<KustomizationFile> metadata(String noun, Arguments arguments) {
        // kustomize says "label" of annotations too; scripts may look for it.
        List<String> keys =
                arguments.commaSeparated("must specify label", "labels must be comma-separated, with no spaces");
        if (keys.contains("")) {
            throw new KustomizeEditException("invalid label: '' (name is empty)");
        }
        boolean ignore = arguments.flag("ignore-non-existence");
        MetadataField field = noun.equals("label") ? MetadataField.LABELS : MetadataField.ANNOTATIONS;
        return file -> file.remove(field, keys, ignore);
    }

    private static UnaryOperator<KustomizationFile> generated(String noun, Arguments arguments) {
        List<String> names = arguments.commaSeparated(
                "at least one " + noun + " name must be specified",
                "too many arguments: {}; to provide multiple " + noun + "s to remove, please separate " + noun
                        + " names by commas");
        String namespace = arguments.text("namespace", "");
        return file -> file.remove(AddCommands.field(noun), names, namespace);
    }
}
