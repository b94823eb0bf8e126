package dev.gitops.k8s.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cluster.client.Kind;
import dev.gitops.cluster.object.ObjectKey;

/**
 * An object to wait for.
 *
 * @param key which
 * @param kind its kind as served
 * @param live how it was last seen; missing where it is not there
 * @param wanted the object as Git has it; missing where nobody knows
 * @param selector the label selector that finds it and its like; empty where no label is known
 * @param written whether it was written just now, so that its controllers may still be at work
 */
public record Item(ObjectKey key, Kind kind, JsonNode live, JsonNode wanted, String selector, boolean written) {}
