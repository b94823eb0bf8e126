package dev.gitops.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An application's own repository with its chart, and beside it a kustomization with a chart. */
final class HelmWorld {

    static final String CHART = "deploy/chart/templates/shop.yaml";

    static final String SHOP = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: {{ .Release.Name }}
            spec:
              replicas: {{ .Values.replicaCount }}
              selector:
                matchLabels: { app: {{ .Release.Name }} }
              template:
                metadata:
                  labels: { app: {{ .Release.Name }} }
                spec:
                  containers:
                    - name: shop
                      image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
                      env:
                        - { name: REDIS, value: {{ .Values.redis.host }} }
                        {{- if .Values.mysql.enabled }}
                        - { name: MYSQL, value: {{ required "mysql.host is needed" .Values.mysql.host }} }
                        {{- end }}
            """;

    private HelmWorld() {}

    static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("Dockerfile", "FROM scratch\n");
        files.put("src/Main.java", "class Main {}\n");
        files.put("deploy/chart/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
        files.put("deploy/chart/values.yaml", """
                image: { repository: registry.example.com/payments/shop, tag: latest }
                replicaCount: 1
                version: "1.30"
                redis: { host: redis }
                mysql: { enabled: false, host: mysql }
                """);
        files.put(CHART, SHOP);
        for (String environment : List.of("dev", "staging", "production")) {
            files.put("deploy/values-" + environment + ".yaml", """
                    # %s of the shop
                    image:
                      tag: 1.0.0 # moved by gitops
                    redis:
                      host: redis-1 # the cache
                    """.formatted(environment));
        }
        files.put("portal/environments/dev/kustomization.yaml", """
                namespace: dev
                helmGlobals: { chartHome: ../../charts }
                helmCharts:
                  - { name: portal, releaseName: portal, valuesFile: values.yaml }
                images:
                  - name: registry.example.com/web/portal
                    newTag: 1.0.0
                """);
        files.put("portal/environments/dev/values.yaml", "title: dev\n");
        files.put("portal/charts/portal/Chart.yaml", "apiVersion: v2\nname: portal\nversion: 1.0.0\n");
        files.put("portal/charts/portal/values.yaml", "title: none\n");
        files.put("portal/charts/portal/templates/portal.yaml", """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: {{ .Release.Name }}
                  namespace: {{ .Release.Namespace }}
                  annotations: { title: {{ .Values.title }} }
                spec:
                  containers: [{ name: portal, image: registry.example.com/web/portal }]
                """);
        return files;
    }

    static String inventory(String environments) {
        return """
                apiVersion: gitops.dev/v1
                kind: Inventory
                config: { repository: "@CONFIG@", branch: main }
                forge: { type: none }
                environments:
                %s
                apps:
                  - name: shop
                    image: registry.example.com/payments/shop
                    manifests: { helm: { chart: deploy/chart, values: ["deploy/values-{environment}.yaml"] } }
                    environments: [dev, staging, production]
                  - name: portal
                    image: registry.example.com/web/portal
                    manifests: { kustomize: portal }
                    environments: [dev]
                audit: { store: git }
                """.formatted(environments.indent(2).stripTrailing());
    }

    static String published() {
        return inventory("""
                dev: { cluster: dev, namespace: dev, delivery: rendered }
                staging: { cluster: staging, namespace: staging, promotesFrom: [dev], delivery: rendered }
                production: { cluster: production, namespace: production, promotesFrom: [staging], protected: true, delivery: rendered }
                """);
    }
}
