package dev.gitops.k8s.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cluster.health.PodHealth;
import dev.gitops.cluster.object.ObjectKey;

/**
 * A pod that keeps its workload from being healthy.
 *
 * @param of the workload
 * @param pod the pod
 * @param trouble what is wrong with it
 */
record PodTrouble(ObjectKey of, JsonNode pod, PodHealth.Trouble trouble) {}
