package dev.gitops.api.model;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of what.
 *
 * @param slack whether Slack is told, through the incoming webhooks of the settings
 * @param webhook the URL that gets each record as JSON; null for none
 * @param on outcomes and environments that are told of; empty tells of all
 */
public record NotifySpec(boolean slack, @Nullable String webhook, Set<String> on) {

    /** Nobody is told. */
    public static final NotifySpec NONE = new NotifySpec(false, null, Set.of());

    /** Copies the set in its order. */
    public NotifySpec {
        on = Collections.unmodifiableSet(new LinkedHashSet<>(on));
    }

    /** {@return the URL that gets each record} */
    public Optional<String> webhookUrl() {
        return Optional.ofNullable(webhook);
    }
}
