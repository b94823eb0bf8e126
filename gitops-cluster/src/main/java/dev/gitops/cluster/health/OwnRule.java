package dev.gitops.cluster.health;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.api.model.HealthRule;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.health.Verdict.Outlook;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.projectnessie.cel.checker.Decls;
import org.projectnessie.cel.tools.Script;
import org.projectnessie.cel.tools.ScriptCreateException;
import org.projectnessie.cel.tools.ScriptException;
import org.projectnessie.cel.tools.ScriptExecutionException;
import org.projectnessie.cel.tools.ScriptHost;

/** A rule of the inventory. Loaded only where there is one, as the library costs a second. */
final class OwnRule {

    private static final String SELF = "self";
    private static final String HEALTHY = "healthy";
    private static final String FAILED = "failed";

    private final HealthRule rule;
    private final Script healthy;
    private final @Nullable Script failed;

    OwnRule(HealthRule rule) {
        this.rule = rule;
        this.healthy = script(HEALTHY, rule.healthy());
        this.failed = rule.failed() == null ? null : script(FAILED, rule.failed());
    }

    /** What is wrong with the expressions themselves: they are no expressions, or give no truth whatever the object is. */
    static List<Problem> problems(HealthRule rule) {
        try {
            OwnRule made = new OwnRule(rule);
            Map<String, Object> nothing = Map.of(SELF, Map.of());
            made.value(HEALTHY, made.healthy, nothing);
            if (made.failed != null) {
                made.value(FAILED, made.failed, nothing);
            }
            return List.of();
        } catch (InvalidInputException wrong) {
            return wrong.problems();
        }
    }

    Verdict verdict(JsonNode object) {
        Map<String, Object> self = Map.of(SELF, Json.plain(object));
        if (failed != null && Boolean.TRUE.equals(value(FAILED, failed, self))) {
            return Verdict.degraded("Failed", "it is true what the inventory takes for a failure: " + rule.failed())
                    .with(Outlook.HOPELESS);
        }
        Boolean well = value(HEALTHY, healthy, self);
        if (Boolean.TRUE.equals(well)) {
            return Verdict.HEALTHY;
        }
        return Verdict.progressing(
                well == null ? "NotReported" : "NotYet",
                (well == null ? "its status does not have yet what is asked for: " : "it is not true yet: ")
                        + rule.healthy());
    }

    /** What an expression gives; null where it asks for fields that the object does not have yet. */
    private @Nullable Boolean value(String key, Script script, Map<String, Object> self) {
        try {
            return script.execute(Boolean.class, self);
        } catch (ScriptExecutionException absent) {
            return null;
        } catch (ScriptException | RuntimeException notTruth) {
            throw refuse(key, "gives no true or false: " + notTruth.getMessage(), notTruth);
        }
    }

    private Script script(String key, String expression) {
        try {
            return ScriptHost.newBuilder()
                    .build()
                    .buildScript(expression)
                    .withDeclarations(Decls.newVar(SELF, Decls.Dyn))
                    .build();
        } catch (ScriptCreateException wrong) {
            throw refuse(key, "is no expression of CEL: " + wrong.getMessage(), wrong);
        }
    }

    private InvalidInputException refuse(String key, String why, Exception cause) {
        String expression = key.equals(FAILED) ? String.valueOf(rule.failed()) : rule.healthy();
        return new InvalidInputException(
                "the inventory",
                List.of(Problem.of(
                        "health[" + rule.kind() + "]." + key,
                        expression,
                        why.replaceAll("\\s*\n\\s*", " "),
                        "self is the object, as in self.status.phase == 'Ready'")),
                cause);
    }
}
