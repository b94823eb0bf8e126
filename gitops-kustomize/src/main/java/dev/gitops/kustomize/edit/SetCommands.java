package dev.gitops.kustomize.edit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** {@code edit set ...} */
final class SetCommands {

    private static final Set<String> GENERATOR = Set.of("from-literal", "namespace", "new-namespace");

    private SetCommands() {}

    static UnaryOperator<KustomizationFile> parse(String noun, List<String> words) {
        return switch (noun) {
            case "image" -> image(Arguments.parse(words, Set.of(), Set.of()).words());
            case "replicas" ->
                replicas(Arguments.parse(words, Set.of(), Set.of()).words());
            case "namespace" -> {
                String value = only(words, "must specify exactly one namespace value");
                yield file -> file.set(TextField.NAMESPACE, value);
            }
            case "nameprefix" -> {
                String value = only(words, "must specify exactly one prefix value");
                yield file -> file.set(TextField.NAME_PREFIX, value);
            }
            case "namesuffix" -> {
                String value = only(words, "must specify exactly one suffix value");
                yield file -> file.set(TextField.NAME_SUFFIX, value);
            }
            case "label" -> label(Arguments.parse(words, Set.of("without-selector", "include-templates"), Set.of()));
            case "annotation" -> {
                Map<String, String> pairs = MetadataEdits.parse(
                        Arguments.parse(words, Set.of(), Set.of()).words(), "annotation");
                KustomizationFile.checkAnnotations(pairs);
                yield file -> file.set(MetadataField.ANNOTATIONS, pairs);
            }
            case "buildmetadata" -> {
                List<String> options = buildMetadata(words);
                yield file -> file.setBuildMetadata(options);
            }
            case "configmap", "secret" ->
                generator(AddCommands.field(noun), Arguments.parse(words, Set.of(), GENERATOR));
            default ->
                throw EditCommand.unknown(
                        "edit set",
                        noun,
                        "image, namespace, nameprefix, namesuffix, replicas, label, annotation, configmap, secret, buildmetadata");
        };
    }

    private static String only(List<String> words, String message) {
        return Arguments.parse(words, Set.of(), Set.of()).only(message);
    }

    private static UnaryOperator<KustomizationFile> image(List<String> words) {
        if (words.isEmpty()) {
            throw new KustomizeEditException("no image specified");
        }
        List<ImageChange> images = words.stream().map(ImageChange::parse).toList();
        return file -> file.setImages(images);
    }

    private static UnaryOperator<KustomizationFile> replicas(List<String> words) {
        if (words.isEmpty()) {
            throw new KustomizeEditException("no replicas specified");
        }
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String word : words) {
            String[] parts = word.split("=", -1);
            if (parts.length != 2 || !parts[1].matches("[-+]?[0-9]{1,18}")) {
                throw new KustomizeEditException("invalid format of replica, use the following format: <name>=<count>");
            }
            counts.put(parts[0], Long.valueOf(parts[1]));
        }
        return file -> file.setReplicas(counts);
    }

    private static UnaryOperator<KustomizationFile> label(Arguments arguments) {
        boolean templates = arguments.flag("include-templates");
        boolean plain = withoutSelector(arguments);
        Map<String, String> pairs = MetadataEdits.parse(arguments.words(), "label");
        return plain
                ? file -> file.setLabelsWithoutSelector(pairs, templates)
                : file -> file.set(MetadataField.LABELS, pairs);
    }

    static boolean withoutSelector(Arguments arguments) {
        if (arguments.flag("include-templates") && !arguments.flag("without-selector")) {
            throw new KustomizeEditException(
                    "--without-selector flag must be specified for --include-templates to work");
        }
        return arguments.flag("without-selector");
    }

    static List<String> buildMetadata(List<String> words) {
        List<String> options = Arguments.parse(words, Set.of(), Set.of())
                .commaSeparated(
                        "must specify a buildMetadata option",
                        "too many arguments: {}; to provide multiple buildMetadata options, please separate options by comma");
        KustomizationFile.checkBuildMetadata(options);
        return options;
    }

    private static UnaryOperator<KustomizationFile> generator(GeneratorField field, Arguments arguments) {
        if (arguments.words().size() != 1) {
            throw new KustomizeEditException("failed to validate flags: name must be specified once");
        }
        String name = arguments.words().get(0);
        List<String> literals = arguments.texts("from-literal");
        String namespace = arguments.text("namespace", "");
        String newNamespace = arguments.text("new-namespace", "");
        if (literals.isEmpty() && newNamespace.isEmpty()) {
            throw new KustomizeEditException(
                    "failed to validate flags: at least one of [--from-literal, --new-namespace] must be specified");
        }
        return file -> AddCommands.explained(
                "failed to create " + field.noun(), () -> file.set(field, name, namespace, literals, newNamespace));
    }
}
