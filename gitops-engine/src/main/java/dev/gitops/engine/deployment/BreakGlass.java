package dev.gitops.engine.deployment;

import dev.gitops.api.Deployment;
import dev.gitops.api.Refusal;
import java.util.List;

/** What may be passed by refuses; with break-glass it is passed by, and that is told. */
record BreakGlass(boolean given) {

    static BreakGlass of(Deployment deployment) {
        return new BreakGlass(deployment.breakGlass().isPresent());
    }

    void sort(List<Refusal> passable, List<Refusal> refusals, List<String> notices) {
        if (given) {
            passable.forEach(reason -> notices.add("break-glass passed: " + reason));
        } else {
            refusals.addAll(passable);
        }
    }
}
