package dev.gitops.k8s;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** An application of a hundred objects and two hooks, anew in each revision: nearly all of them change, Jobs and every third time StatefulSets must be replaced, and some objects have other names. */
final class ManyObjects {

    /** What may be deleted and made anew. */
    static final List<String> REPLACED = List.of("Job", "StatefulSet");

    private static final String POD = """
            template: { metadata: { labels: { app: %1$s } }, spec: { %3$scontainers: [ { name: main, image: "registry.example.com/%1$s:%2$d" } ] } }
            """;

    private ManyObjects() {}

    static String of(int revision) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            texts.add(object("v1", "ConfigMap", "c-" + i, "data: { revision: \"" + revision + "\" }"));
        }
        for (int i = 0; i < 10; i++) {
            texts.add(object("v1", "Secret", "s-" + i, "stringData: { revision: \"revision-" + revision + "\" }"));
            texts.add(object("v1", "Service", "v-" + i, "spec: { ports: [ { port: " + (1_000 + revision) + " } ] }"));
            texts.add(
                    object("v1", "ServiceAccount", "a-" + i, "automountServiceAccountToken: " + revision % 2 + " == 1")
                            .replace("0 == 1", "false")
                            .replace("1 == 1", "true"));
        }
        for (int i = 0; i < 2; i++) {
            texts.add(object("v1", "ConfigMap", "named-" + revision + "-" + i, "data: { a: b }"));
            texts.add(object("apps/v1", "Deployment", "web-" + i, workload("web-" + i, revision, "")));
            String set = "serviceName: service-" + revision / 3 + "\n  ";
            texts.add(object("apps/v1", "StatefulSet", "db-" + i, workload("db-" + i, revision, set)));
            String pod = POD.formatted("job-" + i, revision, "restartPolicy: Never, ");
            texts.add(object("batch/v1", "Job", "job-" + i, "spec:\n  " + pod));
        }
        texts.add(object("apps/v1", "Deployment", "slow", workload("slow", revision, "")));
        texts.add(object("v1", "ConfigMap", "last-" + revision, "data: { a: b }"));
        texts.add(hook("before", "pre-install,pre-upgrade,pre-rollback", revision));
        texts.add(hook("after", "post-install,post-upgrade,post-rollback", revision));
        return String.join("---\n", texts);
    }

    /** What of it the namespace must have, and nothing else: kind, name and the revision where the object has one. */
    static Set<String> expected(int revision) {
        Set<String> expected = new TreeSet<>();
        for (int i = 0; i < 60; i++) {
            expected.add("configmaps c-" + i + " " + revision);
        }
        for (int i = 0; i < 10; i++) {
            expected.add("secrets s-" + i + " " + revision);
            expected.add("services v-" + i + " " + revision);
            expected.add("serviceaccounts a-" + i + " " + revision % 2);
        }
        for (int i = 0; i < 2; i++) {
            expected.add("configmaps named-" + revision + "-" + i);
            expected.add("deployments web-" + i + " " + revision);
            expected.add("statefulsets db-" + i + " " + revision + " service-" + revision / 3);
            expected.add("jobs job-" + i + " " + revision);
            expected.add("pods db-" + i + "-0 " + revision);
        }
        expected.add("deployments slow " + revision);
        expected.add("configmaps last-" + revision);
        expected.add("jobs before " + revision);
        expected.add("jobs after " + revision);
        return expected;
    }

    private static String workload(String name, int revision, String more) {
        return "spec:\n  " + more + "selector: { matchLabels: { app: " + name + " } }\n  "
                + POD.formatted(name, revision, "");
    }

    private static String hook(String name, String events, int revision) {
        return object("batch/v1", "Job", name, "spec:\n  " + POD.formatted(name, revision, "restartPolicy: Never, "))
                .replace("metadata: { name", "metadata: { annotations: { helm.sh/hook: \"" + events + "\" }, name");
    }

    private static String object(String apiVersion, String kind, String name, String rest) {
        return "apiVersion: " + apiVersion + "\nkind: " + kind + "\nmetadata: { name: " + name + " }\n" + rest.strip()
                + "\n";
    }
}
