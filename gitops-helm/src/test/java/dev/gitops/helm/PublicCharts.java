package dev.gitops.helm;

import dev.gitops.spi.Manifests;
import dev.gitops.spi.RenderedManifests;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Charts in the shape of the common public ones, each with several sets of values. */
enum PublicCharts {
    WEB_AS_IT_COMES("web", "shop"),
    WEB_WITH_INGRESS("web", "shop", "web-ingress"),
    WEB_WITH_EVERYTHING("web", "shop", "web-ingress", "web-full"),
    WEB_LAYERED_THE_OTHER_WAY("web", "my-web", "web-full", "web-ingress"),
    WEB_MONITORED("web", "shop", "web-monitored"),
    WEB_OF_AN_OLD_CLUSTER("web", "shop", "web-ingress", "web-monitored"),
    REDIS_WITH_A_PASSWORD("redis", "cache", "redis-auth"),
    REDIS_WITH_AN_EXISTING_SECRET("redis", "cache", "redis-existing"),
    REDIS_WITH_METRICS("redis", "redis", "redis-auth", "redis-metrics"),
    REDIS_ALONE("redis", "cache", "redis-alone"),
    REDIS_IN_LAYERS("redis", "cache", "redis-alone", "redis-existing", "redis-metrics"),
    MYSQL_SMALL("mysql", "data", "mysql-small"),
    MYSQL_IN_A_PAIR("mysql", "data", "mysql-pair"),
    MYSQL_IN_LAYERS("mysql", "data", "mysql-small", "mysql-pair", "mysql-hard"),
    STORE_AS_IT_COMES("store", "store"),
    STORE_OF_STAGING("store", "acme", "store-staging"),
    STORE_OF_PRODUCTION("store", "acme", "store-staging", "store-production");

    static final String FOLDER = "charts/public";

    private final String chart;
    private final String release;
    private final List<String> values;

    PublicCharts(String chart, String release, String... values) {
        this.chart = chart;
        this.release = release;
        this.values =
                Arrays.stream(values).map(name -> "values/" + name + ".yaml").toList();
    }

    String golden() {
        return "golden/public/" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + ".yaml";
    }

    RenderedManifests render() {
        Map<String, Object> options =
                new HashMap<>(Map.of("chart", chart, "values", values, "kubeVersion", kubeVersion()));
        if (!apiVersions().isEmpty()) {
            options.put("apiVersions", apiVersions());
        }
        Manifests manifests = Fixtures.manifests(options);
        return manifests.render(
                FolderTree.of(FOLDER),
                new dev.gitops.spi.Target(release, dev.gitops.api.EnvironmentName.of("dev"), "shops", List.of()));
    }

    String chart() {
        return chart;
    }

    /** The same for the real command, in a folder where the charts have their sub-charts. */
    List<String> command(String folder) {
        List<String> words = new ArrayList<>(List.of(
                "template",
                release,
                folder + "/" + chart,
                "--namespace",
                "shops",
                "--include-crds",
                "--kube-version",
                kubeVersion()));
        values.forEach(file -> words.addAll(List.of("-f", folder + "/" + file)));
        apiVersions().forEach(version -> words.addAll(List.of("--api-versions", version)));
        return words;
    }

    private String kubeVersion() {
        return this == WEB_OF_AN_OLD_CLUSTER ? "1.25.16" : HelmConfig.KUBE_VERSION;
    }

    private List<String> apiVersions() {
        return this == WEB_MONITORED ? List.of("monitoring.coreos.com/v1") : List.of();
    }
}
