package dev.gitops.api.model;

import org.jspecify.annotations.Nullable;

/**
 * When objects of a kind are healthy, in the Common Expression Language; {@code self} is the object.
 *
 * @param kind the kind
 * @param healthy an expression that is true where an object is healthy
 * @param failed an expression that is true where it will not become healthy; null where nobody can tell
 */
public record HealthRule(
        KindName kind, String healthy, @Nullable String failed) {}
