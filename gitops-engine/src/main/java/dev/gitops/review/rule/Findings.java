package dev.gitops.review.rule;

import dev.gitops.api.review.ReviewFinding;
import dev.gitops.api.review.ReviewPlace;
import dev.gitops.api.review.Severity;
import dev.gitops.review.rendered.Cut;
import dev.gitops.review.rendered.ObjectPair;
import dev.gitops.review.rendered.PlaceNames;
import dev.gitops.review.rendered.RenderedPlace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Findings as they are found; what is found at many places in the same way is one finding. */
public final class Findings {

    private static final int LONGEST = 400;
    private static final int LONGEST_NAME = 200;

    /** What a reader looks at; the differences have all places. */
    private static final int TOLD = 50;

    /** How many of one kind are told; a change that has more is looked at anyway. */
    private static final int MOST_OF_A_KIND = 200;

    private final Map<List<String>, Found> found = new LinkedHashMap<>();
    private final Map<FindingKind, Integer> leftOut = new EnumMap<>(FindingKind.class);
    private final Map<FindingKind, Integer> counts = new EnumMap<>(FindingKind.class);

    private record Found(
            FindingKind kind,
            String text,
            Set<ReviewPlace> places,
            @Nullable String object,
            @Nullable String file,
            int line) {}

    /** None yet. */
    public Findings() {}

    /**
     * Adds one about an object.
     *
     * @param kind which
     * @param place where
     * @param pair the object
     * @param text what it is, a sentence
     */
    public void add(FindingKind kind, RenderedPlace place, ObjectPair pair, String text) {
        PlaceNames names = new PlaceNames(place.place(), place.environment().namespace());
        String object = pair.inWords();
        put(
                List.of(kind.id(), names.leftOut(object), names.leftOut(text)),
                new Found(kind, text, new LinkedHashSet<>(), object, null, 0),
                place.place());
    }

    /**
     * Adds one about a place.
     *
     * @param kind which
     * @param place where
     * @param text what it is, a sentence
     */
    public void add(FindingKind kind, ReviewPlace place, String text) {
        PlaceNames names = new PlaceNames(place, Optional.empty());
        put(
                List.of(kind.id(), names.leftOut(text)),
                new Found(kind, text, new LinkedHashSet<>(), null, null, 0),
                place);
    }

    /**
     * Adds one about the whole change.
     *
     * @param kind which
     * @param text what it is, a sentence
     */
    public void add(FindingKind kind, String text) {
        put(List.of(kind.id(), text), new Found(kind, text, new LinkedHashSet<>(), null, null, 0), null);
    }

    /**
     * Adds one with the file it comes from.
     *
     * @param kind which
     * @param place where; null where it is about the whole change
     * @param object the object in words; null for none
     * @param text what it is, a sentence
     * @param file the file; null where not known
     * @param line its line, from 1; 0 where not known
     */
    public void add(
            FindingKind kind,
            @Nullable ReviewPlace place,
            @Nullable String object,
            String text,
            @Nullable String file,
            int line) {
        List<String> key = file == null && place != null
                ? List.of(kind.id(), new PlaceNames(place, Optional.empty()).leftOut(object + "\n" + text))
                : List.of(kind.id(), text, String.valueOf(file), Integer.toString(line));
        put(key, new Found(kind, text, new LinkedHashSet<>(), object, file, line), place);
    }

    private void put(List<String> key, Found fresh, @Nullable ReviewPlace place) {
        Found known = found.get(key);
        if (known == null) {
            if (counts.merge(fresh.kind(), 1, Integer::sum) > MOST_OF_A_KIND) {
                leftOut.merge(fresh.kind(), 1, Integer::sum);
                return;
            }
            found.put(key, fresh);
            known = fresh;
        }
        if (place != null) {
            known.places().add(place);
        }
    }

    /** {@return what is not told, as there is too much of it, in words} */
    public List<String> leftOut() {
        return leftOut.entrySet().stream()
                .map(each -> each.getValue() + " more findings " + each.getKey().id() + " are left out")
                .toList();
    }

    /**
     * All of them, the heaviest first.
     *
     * @param block the ids that block, and severities, of which the lightest and all that weigh more block; errors always do
     * @return the findings
     */
    public List<ReviewFinding> all(List<String> block) {
        Optional<Severity> least =
                block.stream().flatMap(word -> Severity.ofWord(word).stream()).max(Comparator.naturalOrder());
        List<ReviewFinding> all = new ArrayList<>();
        for (Found each : found.values()) {
            boolean blocks = each.kind().severity() == Severity.ERROR
                    || block.contains(each.kind().id())
                    || least.filter(weight -> each.kind().severity().compareTo(weight) <= 0)
                            .isPresent();
            all.add(new ReviewFinding(
                    each.kind().id(),
                    each.kind().severity(),
                    blocks,
                    Cut.line(each.text(), LONGEST),
                    each.kind().wayOut(),
                    each.places().stream().limit(TOLD).toList(),
                    each.places().size(),
                    Optional.ofNullable(each.object()).map(name -> Cut.line(name, LONGEST_NAME)),
                    Optional.ofNullable(each.file()).map(name -> Cut.line(name, LONGEST_NAME)),
                    each.line() > 0 ? OptionalInt.of(each.line()) : OptionalInt.empty()));
        }
        all.sort(Comparator.comparing((ReviewFinding each) -> !each.blocks())
                .thenComparing(ReviewFinding::severity)
                .thenComparing(each -> each.id()));
        return all;
    }
}
