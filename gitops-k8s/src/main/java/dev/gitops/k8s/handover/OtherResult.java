package dev.gitops.k8s.handover;

import dev.gitops.api.ObjectDifference;
import dev.gitops.api.ObjectDifference.Field;
import dev.gitops.cluster.object.ObjectKey;
import dev.gitops.spi.DeliveryRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Says where what a controller rendered by itself is not what was rendered here and approved, as its engine may be another version. */
final class OtherResult {

    private static final int MOST = 10;

    /** Labels and annotations by which controllers know their objects. */
    private static final Set<String> THEIRS = Set.of("metadata.labels.app.kubernetes.io/instance");

    private final String controller;
    private final DeliveryRequest request;

    OtherResult(String controller, DeliveryRequest request) {
        this.controller = controller;
        this.request = request;
    }

    /** One sentence an object, and how many more there are. */
    List<String> notices(Collection<ObjectDifference> differences, Set<ObjectKey> wanted, List<ObjectKey> delivered) {
        List<String> notices = new ArrayList<>();
        for (ObjectDifference difference : differences) {
            List<String> fields = difference.fields().stream()
                    .filter(field -> !THEIRS.contains(field.path()))
                    .map(OtherResult::inWords)
                    .toList();
            if (!fields.isEmpty()) {
                notices.add(sentence(difference.kind() + " " + difference.name(), String.join("; ", some(fields))));
            }
        }
        delivered.stream()
                .filter(key -> wanted.stream().noneMatch(other -> isSame(other, key)))
                .forEach(key -> notices.add(sentence(key.toString(), "it is not rendered at all here")));
        return some(notices);
    }

    private String sentence(String object, String how) {
        return controller + "'s result is not the rendering of " + request.commit()
                + " that was looked at and approved: " + object + ": " + how
                + "; its version of Helm or kustomize may be another one";
    }

    private static String inWords(Field field) {
        return field.path() + " is " + field.right() + " instead of " + field.left();
    }

    private static boolean isSame(ObjectKey one, ObjectKey other) {
        return one.group().equals(other.group())
                && one.kind().equals(other.kind())
                && one.name().equals(other.name());
    }

    private static List<String> some(List<String> all) {
        if (all.size() <= MOST) {
            return all;
        }
        List<String> some = new ArrayList<>(all.subList(0, MOST));
        some.add("and " + (all.size() - MOST) + " more");
        return some;
    }
}
