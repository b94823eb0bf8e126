package dev.gitops.review.rendered;

import dev.gitops.review.rendered.RenderedPlace.Side;
import dev.gitops.spi.ManifestObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Matches the objects of both sides: by group, kind, namespace and name, and generated ones whose names end with a digest of what they hold by the rest of their names. */
public final class ObjectPairs {

    /** The digest that kustomize's generators put behind a name. */
    private static final Pattern GENERATED = Pattern.compile("(.+)-[bcdfghkmt2456789]{10}");

    private ObjectPairs() {}

    /**
     * The pairs that differ.
     *
     * @param place both sides
     * @return in the order of what becomes, what goes at the end
     */
    public static List<ObjectPair> changed(RenderedPlace place) {
        Map<String, ManifestObject> before = index(place.before());
        Map<String, ManifestObject> after = index(place.after());
        List<ObjectPair> changed = new ArrayList<>();
        Map<String, ManifestObject> gone = new LinkedHashMap<>(before);
        gone.keySet().removeAll(after.keySet());
        Map<String, String> generated = generated(gone);
        after.forEach((key, object) -> {
            ManifestObject old = before.get(key);
            if (old == null) {
                String earlier = stem(object)
                        .map(stem -> generated.remove(stem(key, stem)))
                        .orElse(null);
                old = earlier == null ? null : gone.remove(earlier);
            }
            if (old == null || !old.content().equals(object.content())) {
                changed.add(new ObjectPair(old, object, namespace(object, place.after())));
            }
        });
        gone.values().forEach(object -> changed.add(new ObjectPair(object, null, namespace(object, place.before()))));
        return changed;
    }

    private static Map<String, String> generated(Map<String, ManifestObject> gone) {
        Map<String, String> generated = new LinkedHashMap<>();
        gone.forEach((key, object) -> stem(object).ifPresent(stem -> generated.putIfAbsent(stem(key, stem), key)));
        return generated;
    }

    private static String stem(String key, String stem) {
        return key.substring(0, key.lastIndexOf('\n') + 1) + stem;
    }

    private static Optional<String> stem(ManifestObject object) {
        boolean may = object.group().isEmpty()
                && (object.kind().equals("ConfigMap") || object.kind().equals("Secret"));
        Matcher name = GENERATED.matcher(object.name());
        return may && name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    }

    private static Map<String, ManifestObject> index(Optional<Side> side) {
        Map<String, ManifestObject> index = new LinkedHashMap<>();
        side.ifPresent(there -> there.objects()
                .forEach(object -> index.put(
                        object.group() + "\n" + object.kind() + "\n" + namespace(object, side) + "\n" + object.name(),
                        object)));
        return index;
    }

    static @Nullable String namespace(ManifestObject object, Optional<Side> side) {
        return object.inNamespace()
                .or(() -> BuiltInKinds.isClusterScoped(object)
                        ? Optional.empty()
                        : side.flatMap(there -> there.environment().namespace()))
                .orElse(null);
    }
}
