package dev.gitops.engine.deployment;

import dev.gitops.engine.workspace.Place;
import dev.gitops.repository.Snapshot.Step;
import dev.gitops.spi.Forge;
import java.util.ArrayList;
import java.util.List;

/** Asks the host which change requests brought some steps. */
record Reviews(Place place, Forge forge) {

    /** How many steps without a change request are asked for before the rest counts as the beginning. */
    private static final int ASKED = 200;

    /**
     * The steps with their change requests. Where they go back to the beginning, the oldest ones are what the environment began with, up to the first that came by a change request.
     *
     * @param changes the steps
     * @param notices is told where not all of them were asked for
     */
    List<Reviewed> of(Changes changes, List<String> notices) {
        List<Reviewed> reviewed = new ArrayList<>();
        int pushed = 0;
        for (Step step : changes.steps()) {
            if (changes.first() && pushed >= ASKED) {
                notices.add("nothing was deployed here before, and the newest " + ASKED + " of "
                        + changes.steps().size()
                        + " states since the last change request came by none; what is older counts as the beginning");
                break;
            }
            List<Forge.Details> requests = forge.mergedWith(step.commit().id(), place.branch());
            pushed = requests.isEmpty() ? pushed + 1 : 0;
            reviewed.add(new Reviewed(step, requests, false));
        }
        return changes.first() ? begun(reviewed) : reviewed;
    }

    private static List<Reviewed> begun(List<Reviewed> steps) {
        List<Reviewed> marked = new ArrayList<>(steps);
        for (int i = steps.size() - 1; i > 0 && steps.get(i).requests().isEmpty(); i--) {
            marked.set(i, new Reviewed(steps.get(i).step(), List.of(), true));
        }
        return marked;
    }
}
