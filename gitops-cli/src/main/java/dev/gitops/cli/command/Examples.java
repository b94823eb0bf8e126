package dev.gitops.cli.command;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** An example of each command, below its help. */
final class Examples {

    private static final Map<String, List<String>> OF = Map.ofEntries(
            Map.entry(
                    "gitops release", List.of("gitops release shop --image registry.example.com/shop:1.4.0 --to dev")),
            Map.entry(
                    "gitops promote",
                    List.of(
                            "gitops promote shop --from dev --to staging",
                            "gitops promote shop --from staging --to production --wait",
                            "gitops promote --all --from staging --to production")),
            Map.entry(
                    "gitops rollback", List.of("gitops rollback shop --in production --reason \"1.4.0 answers 500\"")),
            Map.entry("gitops set", List.of("gitops set cart --in dev replicaCount=3 redis.host=redis-2")),
            Map.entry(
                    "gitops hold",
                    List.of(
                            "gitops hold shop --in production --reason \"the database moves\"",
                            "gitops hold shop --in production --release")),
            Map.entry("gitops preview", List.of("gitops preview up shop --request 7 --image example.com/shop:7")),
            Map.entry(
                    "gitops preview up",
                    List.of("gitops preview up shop --request 7 --image example.com/shop:7 --wait")),
            Map.entry("gitops preview down", List.of("gitops preview down shop --request 7 --wait")),
            Map.entry("gitops preview prune", List.of("gitops preview prune --app shop --dry-run")),
            Map.entry("gitops preview list", List.of("gitops preview list --app shop")),
            Map.entry("gitops app", List.of("gitops app remove shop --in staging --dry-run")),
            Map.entry(
                    "gitops app remove",
                    List.of(
                            "gitops app remove shop --in staging --dry-run",
                            "gitops app remove shop --confirm shop --wait --reason \"the shop moved\"")),
            Map.entry("gitops deploy", List.of("gitops deploy shop --in dev", "gitops deploy shop --in dev --dry-run")),
            Map.entry("gitops render", List.of("gitops render shop --in production --mask")),
            Map.entry("gitops verify", List.of("gitops verify shop production --wait")),
            Map.entry("gitops diff", List.of("gitops diff shop --in production")),
            Map.entry("gitops parity", List.of("gitops parity shop --from staging --to production")),
            Map.entry("gitops drift", List.of("gitops drift --in production", "gitops drift shop")),
            Map.entry(
                    "gitops affected",
                    List.of("gitops affected --from HEAD~1 --to HEAD", "gitops affected --undeployed")),
            Map.entry("gitops review", List.of("gitops review --from main --to feature/limits")),
            Map.entry(
                    "gitops status",
                    List.of("gitops status", "gitops status shop --live", "gitops status --in production --watch")),
            Map.entry("gitops history", List.of("gitops history shop --in production --limit 5")),
            Map.entry(
                    "gitops audit",
                    List.of(
                            "gitops audit search --in production --since yesterday",
                            "gitops audit metrics --period 30d")),
            Map.entry(
                    "gitops audit search",
                    List.of(
                            "gitops audit search --app shop --in production --since 24h",
                            "gitops audit search --in production --at 2026-03-03T14:00:00Z")),
            Map.entry("gitops audit verify", List.of("gitops audit verify")),
            Map.entry("gitops audit checkpoint", List.of("gitops audit checkpoint")),
            Map.entry("gitops audit prove", List.of("gitops audit prove 01JABCDEFGHJKMNPQRSTVWXYZ0")),
            Map.entry("gitops audit export", List.of("gitops audit export --format cdevents --since 2026-03-03")),
            Map.entry("gitops audit metrics", List.of("gitops audit metrics --by team --period 90d")),
            Map.entry("gitops audit replay", List.of("gitops audit replay")),
            Map.entry("gitops tell", List.of("gitops tell review.json --request 42 --commit $GIT_COMMIT")),
            Map.entry("gitops simulate", List.of("gitops simulate --inventory new.yaml --past apps.yaml --since 180d")),
            Map.entry("gitops report", List.of("gitops report --out public")),
            Map.entry(
                    "gitops notify", List.of("gitops notify shop --in dev --operation deploy --reason \"agent lost\"")),
            Map.entry("gitops init", List.of("gitops init config infra", "gitops init app shop")),
            Map.entry("gitops init config", List.of("gitops init config infra")),
            Map.entry("gitops init app", List.of("gitops init app shop --image registry.example.com/payments/shop")),
            Map.entry("gitops init rbac", List.of("gitops init rbac production --out rbac")),
            Map.entry("gitops init argocd", List.of("gitops init argocd --out argocd")),
            Map.entry("gitops init flux", List.of("gitops init flux --out flux")),
            Map.entry("gitops jobs render", List.of("gitops jobs render --out jobs")),
            Map.entry("gitops check", List.of("gitops check", "gitops check --clone .")),
            Map.entry("gitops doctor", List.of("gitops doctor")),
            Map.entry("gitops jobs", List.of("gitops jobs plan")),
            Map.entry("gitops jobs plan", List.of("gitops jobs plan")),
            Map.entry("gitops kustomize", List.of("gitops kustomize build overlays/production")),
            Map.entry("gitops demo", List.of("gitops demo")),
            Map.entry("gitops words", List.of("gitops words commits shop")),
            Map.entry("gitops help", List.of("gitops help audit search")));

    private Examples() {}

    /** Adds the example of a command that has no words of its own below its help. */
    static void add(CommandSpec command) {
        List<String> lines = OF.getOrDefault(command.qualifiedName(), List.of());
        if (command.usageMessage().footer().length == 0 && !lines.isEmpty()) {
            String[] footer = new String[lines.size() + 1];
            footer[0] = "";
            for (int line = 0; line < lines.size(); line++) {
                footer[line + 1] = (line == 0 ? "Example:  " : "          ") + lines.get(line);
            }
            command.usageMessage().footer(footer);
        }
    }
}
