package dev.gitops.helm;

import dev.gitops.yaml.YamlFile;
import dev.gitops.yaml.YamlPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Picks hooks out of rendered templates, in the order of {@code helm template}: by kind, then by file. Facts: Helm's documentation of chart hooks, and the order of kinds that it installs in.
 */
final class Hooks {

    private static final Pattern DOCUMENT = Pattern.compile("(?:^|\\s*\\n)---\\s*");
    private static final YamlPath ANNOTATION = YamlPath.of("metadata", "annotations", "helm.sh/hook");

    private static final Set<String> EVENTS = Set.of(
            "pre-install",
            "post-install",
            "pre-upgrade",
            "post-upgrade",
            "pre-rollback",
            "post-rollback",
            "pre-delete",
            "post-delete",
            "test",
            "test-success");

    private static final List<String> KINDS = List.of(
            ("PriorityClass Namespace NetworkPolicy ResourceQuota LimitRange PodSecurityPolicy PodDisruptionBudget ServiceAccount Secret SecretList ConfigMap StorageClass PersistentVolume"
                            + " PersistentVolumeClaim CustomResourceDefinition ClusterRole ClusterRoleList ClusterRoleBinding ClusterRoleBindingList Role RoleList RoleBinding RoleBindingList Service"
                            + " DaemonSet Pod ReplicationController ReplicaSet Deployment HorizontalPodAutoscaler StatefulSet Job CronJob IngressClass Ingress APIService"
                            + " MutatingWebhookConfiguration ValidatingWebhookConfiguration")
                    .split(" "));

    private static final Comparator<Hook> ORDER = Comparator.<Hook>comparingInt(hook -> rank(hook.kind()))
            .thenComparing(hook -> rank(hook.kind()) < KINDS.size() ? "" : hook.kind());

    private record Hook(String source, String kind, String text) {}

    private Hooks() {}

    /** The hooks as documents, each with its source. */
    static String of(Map<String, String> templates, boolean tests) {
        List<Hook> hooks = new ArrayList<>();
        templates.forEach((source, text) -> {
            if (text.contains("helm.sh/hook")) {
                collect(source, text, tests, hooks);
            }
        });
        hooks.sort(ORDER);
        StringBuilder documents = new StringBuilder();
        hooks.forEach(hook -> documents
                .append("---\n# Source: ")
                .append(hook.source())
                .append('\n')
                .append(hook.text())
                .append('\n'));
        return documents.toString();
    }

    private static void collect(String source, String text, boolean tests, List<Hook> hooks) {
        for (String part : DOCUMENT.split(text.strip())) {
            String document = part.strip();
            if (document.contains("helm.sh/hook")) {
                YamlFile file = YamlFile.of(source, document);
                file.scalar(ANNOTATION)
                        .filter(events -> isKnown(events) && (tests || !isTest(events)))
                        .ifPresent(events -> hooks.add(new Hook(
                                source, file.scalar(YamlPath.of("kind")).orElse(""), document)));
            }
        }
    }

    /** Helm passes over an object of which one event is unknown. */
    private static boolean isKnown(String events) {
        for (String event : events.split(",")) {
            if (!EVENTS.contains(event.strip().toLowerCase(Locale.ROOT))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTest(String events) {
        for (String event : events.split(",")) {
            if (event.strip().toLowerCase(Locale.ROOT).startsWith("test")) {
                return true;
            }
        }
        return false;
    }

    private static int rank(String kind) {
        int index = KINDS.indexOf(kind);
        return index < 0 ? KINDS.size() : index;
    }
}
