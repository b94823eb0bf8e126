package dev.gitops.api.model;

import java.util.List;

/**
 * When something may change, as an environment, a team or an application says it.
 *
 * @param allow it may change within one of these alone; empty for always
 * @param deny it may not change within any of these
 */
public record WindowsSpec(List<WindowSpec> allow, List<WindowSpec> deny) {

    /** No windows: always. */
    public static final WindowsSpec ALWAYS = new WindowsSpec(List.of(), List.of());

    /** Copies the lists. */
    public WindowsSpec {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
    }
}
