package dev.gitops.k8s.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.cluster.health.Verdict;
import dev.gitops.cluster.object.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How waiting ended.
 *
 * @param verdicts how each object is
 * @param live each object as it was last seen
 * @param failure why it did not become healthy; empty where it did
 * @param notices what was not waited for any longer
 */
public record RolloutEnd(
        Map<ObjectKey, Verdict> verdicts,
        Map<ObjectKey, JsonNode> live,
        Optional<DeploymentFailure> failure,
        List<String> notices) {}
