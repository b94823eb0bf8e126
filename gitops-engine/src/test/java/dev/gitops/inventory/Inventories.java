package dev.gitops.inventory;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Inventories to test with. */
final class Inventories {

    /** The least an inventory says. */
    static final String SMALL = """
            apiVersion: gitops.dev/v1
            kind: Inventory
            config: { repository: https://git.example.com/infra.git }
            environments:
              dev: {}
              staging: { promotesFrom: [dev] }
              production: { promotesFrom: [staging] }
            apps:
              - name: shop
                image: registry.example.com/shop
                manifests: { kustomize: apps/shop }
                environments: [dev, staging, production]
            """;

    /** Every key, and every way to write it. */
    static final String FULL = """
            apiVersion: gitops.dev/v1
            kind: Inventory
            config: { repository: "git@git.example.com:platform/infra.git", branch: trunk }
            home: { repository: "git@git.example.com:platform/infra.git", branch: trunk, path: platform/apps.yaml }
            people:
              alice: [alice@example.com, asmith]
            line: { mayPass: [alice, payments] }
            forge: { type: gitea, url: "https://git.example.com" }
            clusters:
              staging: { context: staging }
              production: { kubeconfig: clusters/production.yaml, context: "arn:aws:eks:eu-west-1:42:cluster/production" }
              edge: { server: "https://edge.example.com:6443", ca: clusters/edge.pem }
            teams:
              payments:
                approvers: [alice, bob]
                slack: payments
                windows: { in: [production], deny: [{ every: "FREQ=MONTHLY;BYDAY=-1FR", from: "2026-01-30T16:00", for: 8h, zone: Europe/Amsterdam }] }
              empty:
            environments:
              dev: { cluster: in-cluster, namespace: dev, bake: 7d }
              staging: { cluster: staging, namespace: staging, promotesFrom: { any: [dev] }, autoPromote: true, delivery: rendered }
              production:
                cluster: production
                namespace: production
                promotesFrom: { all: [{ environment: staging, for: 2h }] }
                protected: true
                branch: production
                reviewers: [platform-team]
                approvers: [release-managers, payments, org/team]
                approvals: [{ from: [alice, bob], count: 2 }, { from: payments, count: 1, when: [rbac, exposure] }]
                gates: [{ name: change-ticket, http: "https://change.example.com/{app}/{environment}", before: promotion, timeout: 5s, interval: 1m, deadline: 30m }]
                fourEyes: true
                freeze:
                  - { from: "FRI 18:00", to: "MON 06:00", zone: Europe/Amsterdam, reason: "it's the weekend" }
                  - { from: "2026-12-20T00:00", to: "2027-01-04T00:00" }
                windows: { allow: [{ from: "MON 09:00", to: "FRI 16:00" }] }
                delivery: { argocd: { namespace: argocd, project: default } }
                drift: heal
                timeout: 1h30m
                rollbackOnFailure: true
              shop-pr-7:
                cluster: in-cluster
                namespace: shop-pr-7
                preview: { of: shop, request: 7, from: dev, created: "2026-11-29T01:00:00Z", updated: "2026-11-29T02:00:00Z", address: "https://pr-7.example.com" }
            apps:
              - name: shop
                team: payments
                previews: { from: dev, ttl: 2d, limit: 5, overlay: apps/shop/preview }
                source: https://git.example.com/payments/shop.git
                image: registry.example.com:5000/payments/shop
                manifests: { kustomize: apps/shop }
                environments: [production, dev, staging]
                ci: { jenkinsfile: ci/Jenkinsfile, branches: { main: dev, release/1.x: staging } }
                verify:
                  - { http: "https://{app}.{environment}.example.com/health?full=1", status: 204, contains: '"up": {}', timeout: 90s }
                  - { service: shop, path: /health }
                parity: { ignore: [Deployment.spec.replicas, "Ingress.spec.rules.*.host"] }
              - name: mail
                after: [shop]
                verify:
                  - { job: { cronJob: smoke }, failures: 1 }
                  - { command: [k6, run], variables: [K6_TOKEN] }
                  - { grpc: { url: "https://mail.example.com", service: mail.Sender } }
                  - prometheus: { server: "https://metrics.example.com", query: "sum(rate(errors[{window}]))", window: 2m, condition: "< 1", empty: 0 }
                    for: 10m
                    interval: 30s
                config: { repository: file:///srv/mail.git }
                images: [{ name: web, image: ghcr.io/mail/web }, { name: worker, image: ghcr.io/mail/worker }]
                manifests: { helm: { chart: deploy/chart, values: ["deploy/values-{environment}.yaml"], release: mail } }
                environments:
                  dev: { namespace: mail }
                  production: { timeout: 10m, delivery: { apply: { force: true, prune: { maxShare: 0.3 }, replace: [Job] } } }
            audit: { store: { postgres: { url: "jdbc:postgresql://db.example.com/audit" } }, endpoint: "https://audit.example.com/deployments", keys: ["MCowBQYDK2VwAyEAEW0QJwSr6KagA2nW79XJbV2mv91r5PrZ5E03KaOevdQ="] }
            notify: { slack: true, webhook: "https://hooks.example.com/gitops", on: [failed, production] }
            health:
              - { kind: postgresql.cnpg.io/Cluster, healthy: "self.status.readyInstances == self.spec.instances", failed: "self.status.phase == 'Failed'" }
            review: { block: [claim-removed, danger], schemas: [schemas/cluster.json] }
            ignoreDifferences:
              - { kind: apps/Deployment, name: web, fields: [spec.replicas] }
            jenkins:
              folder: platform/gitops
              agent: { podTemplate: jenkins/pod.yaml }
              poll: 10m
              credentials: { config: config-repo, registry: registry-creds, forge: forge-token, kubeconfig: "kubeconfig-{environment}", slack: slack-webhook, audit: audit-token, auditKey: audit-key, source: source-reader }
            """;

    private Inventories() {}

    static Inventory load(String text) {
        return load(text.getBytes(StandardCharsets.UTF_8));
    }

    static Inventory load(byte[] content) {
        return InventoryLoader.load("apps.yaml", content, Path.of("/srv/inventory"), FakeProviders.ALL);
    }

    static List<Problem> problems(String text) {
        return problems(text.getBytes(StandardCharsets.UTF_8));
    }

    static List<Problem> problems(byte[] content) {
        InvalidInputException refused = catchThrowableOfType(InvalidInputException.class, () -> load(content));
        return refused == null ? List.of() : refused.problems();
    }

    static List<String> messages(String text) {
        return problems(text).stream().map(Problem::toString).toList();
    }
}
