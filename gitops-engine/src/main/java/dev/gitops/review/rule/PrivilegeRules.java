package dev.gitops.review.rule;

import dev.gitops.review.rendered.Content;
import dev.gitops.review.rendered.ObjectPair;
import dev.gitops.review.rendered.RenderedPlace;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Pods that can reach beyond themselves: what Kubernetes' baseline for pods does not allow. */
final class PrivilegeRules implements Rule {

    private static final Set<String> HARMLESS = Set.of(
            "AUDIT_WRITE",
            "CHOWN",
            "DAC_OVERRIDE",
            "FOWNER",
            "FSETID",
            "KILL",
            "MKNOD",
            "NET_BIND_SERVICE",
            "SETFCAP",
            "SETGID",
            "SETPCAP",
            "SETUID",
            "SYS_CHROOT");
    private static final String ENFORCE = "pod-security.kubernetes.io/enforce";
    private static final List<String> LEVELS = List.of("privileged", "baseline", "restricted");

    @Override
    public void look(RenderedPlace place, ObjectPair pair, Findings findings) {
        if (pair.after() == null) {
            return;
        }
        Set<String> fresh = privileges(pair, pair.now());
        fresh.removeAll(privileges(pair, pair.old()));
        if (!fresh.isEmpty()) {
            findings.add(
                    FindingKind.POD_PRIVILEGED,
                    place,
                    pair,
                    "its pods can reach beyond themselves: " + String.join(", ", fresh));
        }
        if (pair.groupKind().equals("Namespace") && pair.stays() && level(pair.now()) < level(pair.old())) {
            findings.add(
                    FindingKind.POD_PRIVILEGED,
                    place,
                    pair,
                    "pods of this namespace may do more: " + ENFORCE + " " + LEVELS.get(level(pair.old())) + " → "
                            + LEVELS.get(level(pair.now())));
        }
    }

    /** What is not said is what the cluster's default says, which is privileged. */
    private static int level(Content namespace) {
        return Math.max(
                0, LEVELS.indexOf(namespace.at("metadata", "labels", ENFORCE).text("")));
    }

    private static Set<String> privileges(ObjectPair pair, Content object) {
        Content pod = Workloads.pod(pair, object);
        Set<String> found = new LinkedHashSet<>();
        for (String key : List.of("hostNetwork", "hostPID", "hostIPC")) {
            if (pod.at(key).isTrue()) {
                found.add(key);
            }
        }
        for (Content volume : pod.at("volumes").items()) {
            volume.at("hostPath", "path").text().ifPresent(path -> found.add("the node's folder " + path));
        }
        for (Content container : Workloads.containers(pod)) {
            container(container, found);
        }
        return found;
    }

    private static void container(Content container, Set<String> found) {
        String name = Workloads.name(container);
        Content security = container.at("securityContext");
        if (security.at("privileged").isTrue()) {
            found.add("privileged container " + name);
        }
        if (security.at("procMount").text("").equals("Unmasked")) {
            found.add("unmasked /proc of container " + name);
        }
        for (String capability : security.at("capabilities", "add").texts()) {
            String plain = capability.startsWith("CAP_") ? capability.substring(4) : capability;
            if (!HARMLESS.contains(plain)) {
                found.add("capability " + plain + " of container " + name);
            }
        }
    }
}
