package dev.gitops.kustomize.config;

import dev.gitops.kustomize.resource.Gvk;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** kustomize's own transformer configuration, read once from {@code defaults.txt}. */
final class DefaultConfig {

    private static final class Holder {
        static final TransformerConfig INSTANCE = new DefaultConfig().load();
    }

    private final Map<String, List<FieldSpec>> sections = new HashMap<>();
    private final List<NameReference> references = new ArrayList<>();

    private DefaultConfig() {}

    static TransformerConfig get() {
        return Holder.INSTANCE;
    }

    private TransformerConfig load() {
        String text;
        try (InputStream in = DefaultConfig.class.getResourceAsStream("defaults.txt")) {
            text = new String(Objects.requireNonNull(in, "defaults.txt").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the default configuration inside this jar cannot be read", e);
        }
        List<FieldSpec> current = new ArrayList<>();
        for (int from = 0; from < text.length(); ) {
            int to = text.indexOf('\n', from);
            char first = text.charAt(from);
            if (first == '=') {
                current = new ArrayList<>();
                sections.put(text.substring(from + 2, to), current);
            } else if (first == '>') {
                current = new ArrayList<>();
                references.add(new NameReference(gvk(text, from + 1, to), current));
            } else if (first != '#') {
                current.add(spec(text, from, to));
            }
            from = to + 1;
        }
        references.sort((a, b) -> FieldSpec.order(a.target(), b.target()));
        return new TransformerConfig(
                section("namePrefix"),
                section("nameSuffix"),
                section("namespace"),
                section("commonLabels"),
                List.of(),
                section("templateLabels"),
                section("volumeClaimTemplateLabels"),
                section("commonAnnotations"),
                List.copyOf(references),
                section("varReference"),
                section("images"),
                section("replicas"));
    }

    private List<FieldSpec> section(String name) {
        return FieldSpec.sorted(sections.getOrDefault(name, List.of()));
    }

    private static FieldSpec spec(String text, int from, int to) {
        int blank = text.indexOf(' ', from);
        boolean create = text.startsWith(" create", to - 7);
        return FieldSpec.of(gvk(text, blank, create ? to - 7 : to), text.substring(from, blank), create);
    }

    private static Gvk gvk(String text, int from, int to) {
        int version = text.indexOf(' ', from + 1);
        int group = text.indexOf(' ', version + 1);
        return new Gvk(part(text, group + 1, to), part(text, version + 1, group), part(text, from + 1, version));
    }

    private static String part(String text, int from, int to) {
        return to == from + 1 && text.charAt(from) == '-' ? "" : text.substring(from, to);
    }
}
