package dev.gitops.api.model;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the Jenkins jobs need to know.
 *
 * @param folder the folder that holds all jobs, as in {@code gitops} or {@code platform/gitops}
 * @param agentLabel the label of the agents that run the {@code gitops} command; null where a pod template is given
 * @param podTemplate the file of a Kubernetes pod template, relative to the inventory; null where a label is given
 * @param credentials the ids of Jenkins credentials by use: {@code config}, {@code registry}, {@code forge}, {@code kubeconfig}, {@code slack}, {@code audit}, {@code auditKey}, {@code source}; {@code {environment}}, {@code {app}} and {@code {team}} are filled
 * @param poll how often a dispatcher looks for changes where no webhook told of one; a minute at least
 */
public record JenkinsSpec(
        String folder,
        @Nullable String agentLabel,
        @Nullable String podTemplate,
        Map<String, String> credentials,
        Duration poll) {

    /** How often a dispatcher looks where nobody says otherwise. */
    public static final Duration POLL = Duration.ofMinutes(2);

    /**
     * With the usual interval.
     *
     * @param folder the folder that holds all jobs
     * @param agentLabel the label of the agents; null where a pod template is given
     * @param podTemplate the file of a pod template; null where a label is given
     * @param credentials the ids of credentials by use
     */
    public JenkinsSpec(
            String folder, @Nullable String agentLabel, @Nullable String podTemplate, Map<String, String> credentials) {
        this(folder, agentLabel, podTemplate, credentials, POLL);
    }

    /** Copies the credentials in their order. */
    public JenkinsSpec {
        credentials = Collections.unmodifiableMap(new LinkedHashMap<>(credentials));
    }

    /**
     * The id of a credential.
     *
     * @param use as in {@code forge}
     * @return the id, where the inventory gives one
     */
    public Optional<String> credential(String use) {
        return Optional.ofNullable(credentials.get(use));
    }
}
