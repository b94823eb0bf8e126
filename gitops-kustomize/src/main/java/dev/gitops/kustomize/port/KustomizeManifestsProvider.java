package dev.gitops.kustomize.port;

import dev.gitops.api.model.ProviderConfig;
import dev.gitops.kustomize.BuildOptions;
import dev.gitops.kustomize.HelmOptions;
import dev.gitops.kustomize.Kustomize;
import dev.gitops.kustomize.config.ClaimTemplates;
import dev.gitops.spi.Manifests;
import dev.gitops.spi.ManifestsProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The kind {@code kustomize}: an overlay an environment. */
public final class KustomizeManifestsProvider implements ManifestsProvider {

    private static final long REMEMBERED_BYTES = 8L << 20;

    private final Map<ClaimTemplates, Kustomize> builders = new ConcurrentHashMap<>();

    /** For {@link java.util.ServiceLoader}. */
    public KustomizeManifestsProvider() {}

    @Override
    public String kind() {
        return "kustomize";
    }

    @Override
    public String schema() {
        return """
                {"oneOf": [
                  {"type": "string", "title": "a path", "description": "the folder of the application: its overlays are in environments/<environment> or overlays/<environment> below it; with {environment} in it, it is the overlay itself", "x-path": true, "x-placeholders": true},
                  {"type": "object", "additionalProperties": false, "required": ["path"],
                   "description": "the folder, and what kustomize is asked for",
                   "properties": {
                    "path": {"type": "string", "title": "a path", "x-path": true, "x-placeholders": true, "description": "the folder, as above"},
                    "claimTemplateLabels": {"type": "boolean", "description": "whether labels with includeTemplates go to the claim templates of StatefulSets too, as before kustomize 5.8; false says that they do not, and silences the notice"}}}]}""";
    }

    @Override
    public Manifests open(ProviderConfig config) {
        ClaimTemplates claims = !config.options().containsKey("claimTemplateLabels")
                ? ClaimTemplates.TOLD
                : config.flag("claimTemplateLabels", false) ? ClaimTemplates.LABELLED : ClaimTemplates.LEFT;
        return new KustomizeManifests(config.text("path", String.valueOf(config.value())), builder(claims));
    }

    /** All applications share what is remembered: one that was looked at is rarely looked at again before the others. */
    private Kustomize builder(ClaimTemplates claims) {
        return builders.computeIfAbsent(
                claims,
                absent -> Kustomize.with(
                        BuildOptions.DEFAULTS.withHelm(HelmOptions.ON).withClaims(claims), REMEMBERED_BYTES));
    }
}
