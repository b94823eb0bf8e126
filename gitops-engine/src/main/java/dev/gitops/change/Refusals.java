package dev.gitops.change;

import dev.gitops.api.Refusal;
import dev.gitops.api.Refusal.Kind;
import dev.gitops.policy.Hold;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The policies that every release and promotion passes. */
final class Refusals {

    private Refusals() {}

    /** All reasons at once: the path, the hold, windows and stops. */
    static List<Refusal> of(ChangeContext context, Optional<String> path) {
        List<Refusal> reasons = new ArrayList<>();
        path.map(text -> new Refusal(Kind.PATH, text)).ifPresent(reasons::add);
        String environment = context.environment().name().value();
        Hold.refusal(context.hold().get(), context.app().name(), environment)
                .map(text -> new Refusal(Kind.HOLD, text))
                .ifPresent(reasons::add);
        reasons.addAll(context.barriers().get());
        return reasons;
    }
}
