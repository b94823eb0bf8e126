package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cluster.client.AccessDeniedException;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.Kind;
import dev.gitops.cluster.client.KnownKinds;
import dev.gitops.cluster.client.UnexpectedAnswerException;
import dev.gitops.cluster.object.ApplySet;
import dev.gitops.cluster.object.ObjectKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads what is in the cluster. Only a 404 means that something is not there; whatever else cannot be read ends the look, as what is forgotten now would be nobody's for ever. */
final class SnapshotReader {

    private static final String PAGE = "1000";
    private static final int GONE = 410;
    private static final Kind CONFIG = KnownKinds.get("v1", "ConfigMap");

    private final Cluster cluster;
    private final WantedSet wanted;
    private final Set<String> adopted;
    private final Map<ObjectKey, JsonNode> members = new LinkedHashMap<>();
    private final Map<String, Kind> kinds = new TreeMap<>();
    private final Map<SetName, JsonNode> parents = new TreeMap<>();
    private final Set<SetName> strangers = new TreeSet<>();
    private final Set<String> hidden = new TreeSet<>();
    private boolean blind;

    /** The members of a kind in a namespace, or in the cluster, that belong to a set. */
    private record Place(Kind kind, @Nullable String namespace, String set) {}

    /** One parent, or all members at a place. */
    private record Found(@Nullable SetName set, List<JsonNode> objects, Optional<Answer> denied) {}

    SnapshotReader(Cluster cluster, WantedSet wanted, Set<String> adopted) {
        this.cluster = cluster;
        this.wanted = wanted;
        this.adopted = adopted;
    }

    Snapshot read() {
        if (!wanted.owned()) {
            return one();
        }
        Set<Place> places = places();
        List<Object> first = new ArrayList<>(names(namespaces()));
        first.addAll(places);
        collect(first, Set.of());
        Set<SetName> begun = new TreeSet<>();
        parents.values()
                .forEach(parent -> remembered(parent, ApplySet.ADOPTS)
                        .forEach(name -> namespaces().forEach(namespace -> begun.add(new SetName(name, namespace)))));
        begun.removeAll(parents.keySet());
        collect(begun, Set.of());

        Set<String> rest = new TreeSet<>(elsewhere());
        parents.values().forEach(parent -> rest.addAll(remembered(parent, ApplySet.NAMESPACES)));
        rest.removeAll(namespaces());
        collect(names(rest), rest);

        Set<Place> left = new LinkedHashSet<>();
        parents.forEach((set, parent) -> remembered(parent, ApplySet.GROUP_KINDS)
                .forEach(groupKind -> cluster.kinds().preferred(groupKind).ifPresent(kind -> {
                    Kind known = kinds.computeIfAbsent(groupKind, none -> kind);
                    left.add(new Place(known, known.namespaced() ? set.namespace() : null, set.id()));
                })));
        left.removeAll(places);
        collect(left, rest);
        return snapshot();
    }

    private Snapshot snapshot() {
        Map<String, JsonNode> own = new TreeMap<>();
        Map<SetName, JsonNode> others = new TreeMap<>();
        parents.forEach((set, parent) -> {
            if (set.parent().equals(wanted.parent())) {
                own.put(set.namespace(), parent);
            } else {
                others.put(set, parent);
            }
        });
        return new Snapshot(members, kinds, own, others, strangers, hidden, blind);
    }

    /** Where what Git wants has its like. */
    private Set<Place> places() {
        Set<Place> places = new LinkedHashSet<>();
        for (Wanted object : wanted.objects()) {
            if (!object.definedHere()) {
                String namespace = object.key().namespace();
                places.add(new Place(object.kind(), namespace, wanted.id(namespace)));
                kinds.put(object.kind().groupKind(), object.kind());
            }
        }
        return places;
    }

    private Set<String> namespaces() {
        Set<String> namespaces = new LinkedHashSet<>(List.of(wanted.home()));
        namespaces.addAll(wanted.namespaces());
        return namespaces;
    }

    private List<SetName> names(Collection<String> namespaces) {
        List<SetName> names = new ArrayList<>();
        for (String namespace : namespaces) {
            names.add(new SetName(wanted.parent(), namespace));
            adopted.forEach(parent -> names.add(new SetName(parent, namespace)));
        }
        return names;
    }

    /** The first time in a namespace: the environment may have moved here from another, and what it left there is still its own. */
    private Set<String> elsewhere() {
        if (parents.containsKey(new SetName(wanted.parent(), wanted.home()))) {
            return Set.of();
        }
        Call list = Call.get(CONFIG.path(null)).with("fieldSelector", "metadata.name=" + wanted.parent());
        Answer answer = cluster.call(list);
        if (answer.denied()) {
            blind = true;
            return Set.of();
        }
        Set<String> elsewhere = new TreeSet<>();
        for (JsonNode parent : Json.objects(expected(list, answer).body())) {
            String namespace = Json.at(parent, "metadata", "namespace").asText();
            SetName set = new SetName(wanted.parent(), namespace);
            if (!set.id()
                    .equals(Json.at(parent, "metadata", "labels", ApplySet.ID).asText(""))) {
                continue;
            }
            String source =
                    Json.at(parent, "metadata", "annotations", ApplySet.SOURCE).asText("");
            if (source.equals(wanted.source()) || adopted.contains(wanted.parent())) {
                elsewhere.add(namespace);
            } else if (source.isEmpty() && !namespaces().contains(namespace)) {
                strangers.add(set);
            }
        }
        return elsewhere;
    }

    /** What others own cannot be listed by a label of ours; each object is asked for by its name. */
    private Snapshot one() {
        List<Answer> answers = cluster.all(wanted.objects(), object -> {
            Call get = Call.get(object.path());
            Answer answer = cluster.call(get);
            return answer.notFound() || answer.denied() ? answer : expected(get, answer);
        });
        refuse(answers.stream().filter(Answer::denied).toList());
        answers.stream().filter(Answer::ok).forEach(answer -> members.put(ObjectKey.of(answer.body()), answer.body()));
        return Snapshot.of(members);
    }

    private Found ask(Object what) {
        if (what instanceof Place place) {
            return list(place);
        }
        SetName set = (SetName) what;
        Call get = Call.get(CONFIG.path(set.namespace(), set.parent()));
        Answer answer = cluster.call(get);
        if (answer.denied()) {
            return new Found(set, List.of(), Optional.of(answer));
        }
        return new Found(
                set,
                answer.notFound() ? List.of() : List.of(expected(get, answer).body()),
                Optional.empty());
    }

    private Found list(Place place) {
        Call list = Call.get(place.kind().path(place.namespace()))
                .with("labelSelector", ApplySet.PART_OF + "=" + place.set());
        List<JsonNode> objects = new ArrayList<>();
        Call page = list.with("limit", PAGE);
        while (true) {
            Answer answer = cluster.call(page);
            if (answer.denied()) {
                return new Found(null, List.of(), Optional.of(answer));
            }
            if (answer.notFound()) {
                return new Found(null, List.of(), Optional.empty());
            }
            if (answer.code() == GONE && !page.equals(list)) {
                // the rest of an old list is no longer kept; all of a new one comes in one piece
                objects.clear();
                page = list;
                continue;
            }
            objects.addAll(Json.objects(expected(page, answer).body()));
            String next = Json.text(answer.body(), "metadata", "continue").orElse("");
            if (next.isEmpty()) {
                return new Found(null, objects, Optional.empty());
            }
            page = list.with("limit", PAGE).with("continue", next);
        }
    }

    private Answer expected(Call call, Answer answer) {
        if (!answer.ok()) {
            throw new UnexpectedAnswerException(cluster.name(), call, answer);
        }
        return answer;
    }

    /** Asks for all at once. A namespace that Git no longer names need not be open to us any more; it is told. */
    private void collect(Collection<?> what, Set<String> elsewhere) {
        if (what.isEmpty()) {
            return;
        }
        List<Object> asked = List.copyOf(what);
        List<Found> all = cluster.all(asked, this::ask);
        List<Answer> denied = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            Found found = all.get(i);
            String namespace = asked.get(i) instanceof Place place
                    ? String.valueOf(place.namespace())
                    : ((SetName) asked.get(i)).namespace();
            SetName set = found.set();
            if (found.denied().isPresent() && elsewhere.contains(namespace)) {
                hidden.add(namespace);
            } else if (found.denied().isPresent()) {
                denied.add(found.denied().get());
            } else if (set != null) {
                found.objects().forEach(parent -> parents.put(set, parent));
            } else {
                found.objects().forEach(object -> members.put(ObjectKey.of(object), object));
            }
        }
        refuse(denied);
    }

    private void refuse(List<Answer> denied) {
        if (!denied.isEmpty()) {
            throw new AccessDeniedException(
                    cluster.name(), denied.stream().map(Answer::message).toList());
        }
    }

    private static Set<String> remembered(JsonNode parent, String annotation) {
        String text = Json.at(parent, "metadata", "annotations", annotation).asText("");
        return text.isEmpty() ? Set.of() : new TreeSet<>(List.of(text.split(",")));
    }
}
