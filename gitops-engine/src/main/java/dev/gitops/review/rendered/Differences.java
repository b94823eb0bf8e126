package dev.gitops.review.rendered;

import dev.gitops.api.ObjectDifference.Field;
import dev.gitops.api.review.ObjectChange;
import dev.gitops.api.review.ObjectChange.Change;
import dev.gitops.api.review.RenderedDifference;
import dev.gitops.api.review.ReviewPlace;
import dev.gitops.manifests.SecretMask;
import dev.gitops.yaml.tree.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells differences, those that are equal but for names once. */
public final class Differences {

    private record Group(List<ReviewPlace> places, List<ObjectChange> objects) {}

    private static final Pattern HIDDEN = Pattern.compile("\\(hidden, [0-9a-f]+\\)");

    private static final int LONGEST = 200;

    private final Map<List<String>, Group> groups = new LinkedHashMap<>();

    /** Nothing yet. */
    public Differences() {}

    /**
     * Adds what changes at a place.
     *
     * @param place the place
     * @param changed the objects that change there
     */
    public void add(RenderedPlace place, List<ObjectPair> changed) {
        PlaceNames names = new PlaceNames(place.place(), place.environment().namespace());
        List<String> shape = new ArrayList<>();
        changed.forEach(pair -> shape(pair, names, shape));
        groups.computeIfAbsent(
                        shape,
                        first -> new Group(
                                new ArrayList<>(),
                                changed.stream().map(Differences::told).toList()))
                .places()
                .add(place.place());
    }

    /** {@return what was added, the widest first} */
    public List<RenderedDifference> all() {
        return groups.values().stream()
                .sorted((a, b) -> Integer.compare(b.places().size(), a.places().size()))
                .map(group -> new RenderedDifference(group.places(), group.objects()))
                .toList();
    }

    private static void shape(ObjectPair pair, PlaceNames names, List<String> shape) {
        shape.add(names.leftOut(pair.groupKind() + "\n" + pair.inWords()));
        Optional<String> alone = pair.alone().map(object -> {
            StringBuilder content = new StringBuilder(pair.after() == null ? "-" : "+");
            Json.write(content, SecretMask.thisRun().shown(object));
            return names.leftOut(anonymous(content.toString()));
        });
        alone.ifPresent(shape::add);
        for (Field field : pair.fields()) {
            shape.add(names.leftOut(anonymous(field.path() + "\n" + field.left() + "\n" + field.right())));
        }
    }

    /** Digests of secrets are of their places. */
    private static String anonymous(String text) {
        return text.contains("(hidden, ") ? HIDDEN.matcher(text).replaceAll("(hidden)") : text;
    }

    private static ObjectChange told(ObjectPair pair) {
        Change change = pair.stays() ? Change.CHANGED : pair.after() == null ? Change.REMOVED : Change.ADDED;
        return new ObjectChange(
                change,
                Cut.line(pair.either().apiVersion(), LONGEST),
                Cut.line(pair.either().kind(), LONGEST),
                Optional.ofNullable(pair.namespace()).map(name -> Cut.line(name, LONGEST)),
                Cut.line(pair.either().name(), LONGEST),
                Words.of(pair),
                Manifest.diff(pair),
                Optional.empty());
    }
}
