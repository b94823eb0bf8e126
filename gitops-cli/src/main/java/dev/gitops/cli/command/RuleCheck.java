package dev.gitops.cli.command;

import dev.gitops.api.Inventory;
import dev.gitops.api.Problem;
import dev.gitops.api.model.HealthRule;
import dev.gitops.cluster.health.HealthRules;
import dev.gitops.yaml.YamlFile;
import dev.gitops.yaml.YamlPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The health rules of an inventory, before a deployment needs them: what is no expression is told where it stands. */
final class RuleCheck {

    private RuleCheck() {}

    static List<Problem> problems(Path file, Inventory inventory) {
        List<Problem> problems = new ArrayList<>();
        List<HealthRule> rules = inventory.healthRules();
        for (int i = 0; i < rules.size(); i++) {
            for (Problem problem : HealthRules.problems(rules.get(i))) {
                problems.add(located(file, i, problem));
            }
        }
        return problems;
    }

    private static Problem located(Path file, int rule, Problem problem) {
        String named = String.valueOf(problem.key());
        YamlPath path = YamlPath.of("health").item(rule).key(named.substring(named.lastIndexOf('.') + 1));
        try {
            return YamlFile.of(file.toString(), Files.readAllBytes(file))
                    .problem(path, problem.message(), problem.hint());
        } catch (IOException gone) {
            return problem;
        }
    }
}
