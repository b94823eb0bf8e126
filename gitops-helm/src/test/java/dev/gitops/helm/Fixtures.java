package dev.gitops.helm;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.model.ProviderConfig;
import dev.gitops.spi.Manifests;
import dev.gitops.spi.Target;
import java.util.List;
import java.util.Map;

/** Applications of the tests. */
final class Fixtures {

    static final Map<String, Object> SHOP = Map.of("chart", "chart", "values", List.of("values-{environment}.yaml"));

    /** A template of a chart that hands all of its values to an operator. */
    static final String EVERY_VALUE = """
            apiVersion: example.com/v1
            kind: Everything
            metadata: { name: all }
            spec:
              {{- toYaml .Values | nindent 2 }}
            """;

    private Fixtures() {}

    static Manifests manifests(Map<String, Object> options) {
        return new HelmManifestsProvider().open(new ProviderConfig("helm", options, "apps.yaml:1:1"));
    }

    static Target target(String environment, Target.Image... images) {
        return new Target("shop", EnvironmentName.of(environment), environment, List.of(images));
    }

    static Target shop(String environment) {
        return target(environment, new Target.Image("shop", "registry.example.com/payments/shop"));
    }
}
