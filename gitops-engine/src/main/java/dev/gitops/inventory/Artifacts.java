package dev.gitops.inventory;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Which artifact of this project brings a provider that is not on the class path. */
final class Artifacts {

    private static final Map<String, Map<String, String>> BY_ROLE = Map.of(
            "manifests",
            Map.of("plain", "gitops-api", "kustomize", "gitops-kustomize", "helm", "gitops-helm"),
            "delivery",
            Map.of(
                    "rendered", "gitops-api",
                    "apply", "gitops-k8s",
                    "argocd", "gitops-k8s",
                    "flux", "gitops-k8s",
                    "helm", "gitops-helm"),
            "store",
            Map.of("git", "gitops-api", "file", "gitops-audit", "sqlite", "gitops-audit", "postgres", "gitops-audit"));

    private Artifacts() {}

    /**
     * What to do about a kind that no provider has.
     *
     * @param role {@code manifests}, {@code delivery} or {@code store}
     * @param kind what was written
     * @param present the kinds that are there
     * @return the advice
     */
    static String hint(String role, String kind, Collection<String> present) {
        String there = present.isEmpty() ? "none is there" : "there are " + String.join(", ", present);
        String artifact = BY_ROLE.getOrDefault(role, Map.of()).get(kind);
        if (artifact != null && !present.contains(kind)) {
            return "put dev.gitops:" + artifact + " on the class path; " + there;
        }
        String hint = NearestName.hint(kind, present);
        return hint.startsWith("did you mean") ? hint : there;
    }

    /** {@return the roles a provider can have, in the schema's words} */
    static List<String> roles() {
        return List.of("manifests", "delivery", "store");
    }
}
