package dev.gitops.change;

import dev.gitops.policy.Freezes;
import dev.gitops.policy.Hold;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The policies that every release and promotion passes. */
final class Refusals {

    private Refusals() {}

    /** All reasons at once: the path, the hold, the freeze. */
    static List<String> of(ChangeContext context, Optional<String> path) {
        List<String> reasons = new ArrayList<>();
        path.ifPresent(reasons::add);
        String environment = context.environment().name().value();
        Hold.refusal(context.hold().get(), context.app().name(), environment).ifPresent(reasons::add);
        Freezes.refusal(context.environment().freezes(), context.now().get())
                .map(reason -> environment + " is " + reason)
                .ifPresent(reasons::add);
        return reasons;
    }
}
