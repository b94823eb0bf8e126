package dev.gitops.engine.change;

import dev.gitops.api.Refusal;
import dev.gitops.review.rendered.BuiltInKinds;
import dev.gitops.spi.ManifestObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a preview may not have: objects that two previews, or a preview and what it is made like, would fight for. */
final class PreviewObjects {

    private PreviewObjects() {}

    /** Every object that speaks against it, by name. */
    static List<Refusal> refusals(List<ManifestObject> objects, String namespace) {
        List<String> clusterWide = new ArrayList<>();
        List<String> elsewhere = new ArrayList<>();
        List<String> hosts = new ArrayList<>();
        for (ManifestObject object : objects) {
            if (BuiltInKinds.isClusterScoped(object)) {
                if (!isNamespace(object, namespace)) {
                    clusterWide.add(object.toString());
                }
            } else if (!object.inNamespace().orElse(namespace).equals(namespace)) {
                elsewhere.add(object.toString());
            }
            Set<String> named = hosts(object);
            if (!named.isEmpty()) {
                hosts.add(object + " (" + String.join(", ", named) + ")");
            }
        }
        List<Refusal> refusals = new ArrayList<>();
        if (objects.stream().noneMatch(object -> isNamespace(object, namespace))) {
            refusals.add(new Refusal(
                    Refusal.Kind.GUARD,
                    "nothing would make the namespace " + namespace
                            + ": add a Namespace to the chart's templates, named {{ .Release.Namespace }}"));
        }
        add(refusals, clusterWide, "belong to the whole cluster, and two previews would fight for them");
        add(refusals, elsewhere, "stand in another namespace than " + namespace);
        add(refusals, hosts, "have a host that each preview would have");
        return refusals;
    }

    private static boolean isNamespace(ManifestObject object, String name) {
        return object.group().isEmpty()
                && object.kind().equals("Namespace")
                && object.name().equals(name);
    }

    private static void add(List<Refusal> refusals, List<String> names, String why) {
        if (!names.isEmpty()) {
            refusals.add(new Refusal(
                    Refusal.Kind.GUARD,
                    String.join(", ", names) + ": these " + why
                            + "; name an overlay without them: previews: { overlay: FOLDER }"));
        }
    }

    /** The hosts that an object of routing takes for itself. */
    private static Set<String> hosts(ManifestObject object) {
        Set<String> hosts = new TreeSet<>();
        if (!(object.content().get("spec") instanceof Map<?, ?> spec)) {
            return hosts;
        }
        switch (object.group() + "/" + object.kind()) {
            case "networking.k8s.io/Ingress" -> each(spec.get("rules"), rule -> add(hosts, rule.get("host")));
            case "gateway.networking.k8s.io/HTTPRoute",
                    "gateway.networking.k8s.io/GRPCRoute",
                    "gateway.networking.k8s.io/TLSRoute" -> {
                if (spec.get("hostnames") instanceof Collection<?> names) {
                    names.forEach(name -> add(hosts, name));
                }
            }
            case "route.openshift.io/Route" -> add(hosts, spec.get("host"));
            default -> {}
        }
        return hosts;
    }

    private static void each(@Nullable Object items, Consumer<Map<?, ?>> action) {
        if (items instanceof Collection<?> list) {
            list.forEach(item -> {
                if (item instanceof Map<?, ?> map) {
                    action.accept(map);
                }
            });
        }
    }

    private static void add(Set<String> hosts, @Nullable Object host) {
        if (host instanceof String text && !text.isEmpty()) {
            hosts.add(text);
        }
    }
}
