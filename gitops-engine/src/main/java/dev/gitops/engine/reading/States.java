package dev.gitops.engine.reading;

import dev.gitops.engine.workspace.Place;
import dev.gitops.spi.SourceTree;
import java.util.ArrayDeque;
import java.util.Deque;

/** The states of one environment in many trees. Files are read where a tree differs in something that the ones before were asked; most commits are of other applications. For one thread. */
public final class States {

    private final Place place;
    private final Deque<Known> known = new ArrayDeque<>();

    private record Known(Trace trace, String key) {}

    /** The states of a place, of which none is known yet. */
    public States(Place place) {
        this.place = place;
    }

    /**
     * What identifies the state in a tree: equal keys mean equal manifests.
     *
     * @throws dev.gitops.api.GitOpsException if the files cannot be read
     */
    public String of(SourceTree tree) {
        for (Known state : known) {
            if (state.trace().holdsIn(tree)) {
                return state.key();
            }
        }
        TracedTree traced = new TracedTree(tree);
        String key = place.stateKey(traced);
        traced.trace().ifPresent(trace -> known.addFirst(new Known(trace, key)));
        return key;
    }
}
