package dev.gitops.cluster.client;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The kinds every server of the last years serves, so that nobody need be asked for them. Their plural and scope are part of a stable API and do not change. */
public final class KnownKinds {

    /** A line an API version; {@code +} marks kinds that live outside namespaces; a slash gives a plural that the rules of English miss. */
    private static final String TABLE = """
            v1 +Namespace +Node +PersistentVolume ConfigMap Secret Service ServiceAccount Pod PersistentVolumeClaim ReplicationController ResourceQuota LimitRange Event PodTemplate Endpoints/endpoints
            apps/v1 Deployment StatefulSet DaemonSet ReplicaSet ControllerRevision
            batch/v1 Job CronJob
            autoscaling/v2 HorizontalPodAutoscaler
            networking.k8s.io/v1 Ingress NetworkPolicy +IngressClass
            policy/v1 PodDisruptionBudget
            rbac.authorization.k8s.io/v1 Role RoleBinding +ClusterRole +ClusterRoleBinding
            apiextensions.k8s.io/v1 +CustomResourceDefinition
            apiregistration.k8s.io/v1 +APIService
            admissionregistration.k8s.io/v1 +ValidatingWebhookConfiguration +MutatingWebhookConfiguration
            storage.k8s.io/v1 +StorageClass
            scheduling.k8s.io/v1 +PriorityClass
            coordination.k8s.io/v1 Lease
            discovery.k8s.io/v1 EndpointSlice
            """;

    private static final Map<String, Kind> BY_VERSION = new HashMap<>();
    private static final Map<String, Kind> BY_GROUP = new HashMap<>();
    private static final Set<String> BASES = new HashSet<>();

    static {
        TABLE.lines().forEach(KnownKinds::add);
    }

    private KnownKinds() {}

    /**
     * A kind by version.
     *
     * @param apiVersion as in {@code apps/v1}
     * @param kind as in {@code Deployment}
     * @return the kind; empty where it is not one every server has
     */
    public static Optional<Kind> find(String apiVersion, String kind) {
        return Optional.ofNullable(BY_VERSION.get(apiVersion + " " + kind));
    }

    /**
     * A kind whose presence is certain.
     *
     * @param apiVersion as in {@code apps/v1}
     * @param kind as in {@code Deployment}
     * @return the kind
     */
    public static Kind get(String apiVersion, String kind) {
        return find(apiVersion, kind).orElseThrow(() -> new IllegalArgumentException(apiVersion + " " + kind));
    }

    /** Whether a path is one of an API that every server has. */
    static boolean serve(String path) {
        return BASES.stream().anyMatch(path::startsWith);
    }

    static Optional<Kind> ofGroup(String groupKind) {
        return Optional.ofNullable(BY_GROUP.get(groupKind));
    }

    /**
     * The plural of a kind by the rules of English, as nearly every API has it.
     *
     * @param kind as in {@code NetworkPolicy}
     * @return as in {@code networkpolicies}
     */
    public static String plural(String kind) {
        String word = kind.toLowerCase(Locale.ROOT);
        if (word.endsWith("s") || word.endsWith("x") || word.endsWith("ch") || word.endsWith("sh")) {
            return word + "es";
        }
        boolean consonant = word.length() > 1 && "aeiou".indexOf(word.charAt(word.length() - 2)) < 0;
        return word.endsWith("y") && consonant ? word.substring(0, word.length() - 1) + "ies" : word + "s";
    }

    private static void add(String line) {
        String[] words = line.split(" ");
        int slash = words[0].indexOf('/');
        BASES.add((slash < 0 ? "/api/" : "/apis/") + words[0] + "/");
        for (int i = 1; i < words.length; i++) {
            boolean namespaced = !words[i].startsWith("+");
            String[] names = (namespaced ? words[i] : words[i].substring(1)).split("/");
            Kind kind = new Kind(
                    slash < 0 ? "" : words[0].substring(0, slash),
                    words[0].substring(slash + 1),
                    names[0],
                    names.length > 1 ? names[1] : plural(names[0]),
                    namespaced);
            BY_VERSION.put(words[0] + " " + names[0], kind);
            BY_GROUP.put(kind.groupKind(), kind);
        }
    }
}
