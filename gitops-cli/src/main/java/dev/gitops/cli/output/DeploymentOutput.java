package dev.gitops.cli.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.Approval;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.DeploymentPlan;
import dev.gitops.api.DeploymentReport;
import dev.gitops.api.Refusal;
import dev.gitops.api.VerifyResult;
import dev.gitops.text.Shown;
import java.util.List;

/** A deployment's outcome, or its plan, in JSON and in words. */
public final class DeploymentOutput {

    private DeploymentOutput() {}

    /**
     * The outcome in JSON.
     *
     * @param outcome the outcome
     * @return the document
     */
    public static ObjectNode json(DeploymentOutcome outcome) {
        DeploymentReport report = outcome.report();
        ObjectNode json = Json.object();
        json.put("outcome", outcome.word());
        json.put("app", report.app());
        json.put("environment", report.environment().value());
        json.put("commit", report.commit());
        json.put("delivery", report.delivery());
        objects(json.putArray("objects"), report.objects());
        verify(json.putArray("verify"), report.verify());
        outcome.failed().ifPresent(failure -> failure(json.putObject("failure"), failure));
        if (!report.approvals().isEmpty()) {
            approval(json.putObject("approval"), report.approvals().get(0));
        }
        json.put("record", report.record());
        json.set("reasons", Json.array(outcome.reasons()));
        json.set("notices", Json.array(report.notices()));
        ArrayNode followUps = json.putArray("followUps");
        report.followUps().forEach(change -> followUps.add(ChangeOutput.json(change, false)));
        return json;
    }

    static void verify(ArrayNode array, List<VerifyResult> steps) {
        for (VerifyResult step : steps) {
            ObjectNode figures = array.addObject()
                    .put("step", step.step())
                    .put("passed", step.passed())
                    .put("detail", step.detail())
                    .putObject("figures");
            step.figures().forEach(figures::put);
        }
    }

    static void verify(StringBuilder text, List<VerifyResult> steps) {
        steps.forEach(step -> text.append("\n  ")
                .append(step.passed() ? "passed" : "failed")
                .append("  ")
                .append(step.step())
                .append("  ")
                .append(Shown.within(step.detail())));
    }

    private static void objects(ArrayNode array, List<DeployedObject> objects) {
        for (DeployedObject object : objects) {
            ObjectNode node = array.addObject();
            node.put("kind", object.kind());
            node.put("namespace", object.namespace());
            node.put("name", object.name());
            node.put("action", object.action().word());
            node.put("health", object.health().word());
            Json.put(node, "reason", object.reason());
        }
    }

    static void failure(ObjectNode node, DeploymentFailure failure) {
        node.put("object", failure.object());
        Json.put(node, "container", failure.container());
        node.put("reason", failure.reason());
        node.put("message", failure.message());
        node.set("events", Json.array(failure.events()));
        node.set("logTail", Json.array(failure.logTail()));
    }

    private static void approval(ObjectNode node, Approval approval) {
        node.put("by", approval.by());
        Json.put(node, "note", approval.note());
        Json.put(node, "url", approval.url());
        Json.put(node, "diffDigest", approval.diffDigest());
    }

    /**
     * A plan in JSON.
     *
     * @param app the application
     * @param environment the environment
     * @param plan the plan
     * @return the document
     */
    public static ObjectNode json(String app, String environment, DeploymentPlan plan) {
        ObjectNode json = Json.object();
        json.put("outcome", plan.refusals().isEmpty() ? "verified" : "refused");
        json.put("planned", true);
        json.put("app", app);
        json.put("environment", environment);
        json.put("commit", plan.commit());
        Json.put(json, "delivery", plan.delivery());
        json.put("diff", plan.diff());
        json.put("diffDigest", plan.diffDigest());
        Json.put(json, "renderedDigest", plan.renderedDigest());
        ObjectNode approval =
                json.putObject("approval").put("required", plan.approval().required());
        if (plan.approval().given()) {
            plan.approval().evidence().stream()
                    .findFirst()
                    .ifPresent(evidence -> approval(approval.putObject("given"), evidence));
        }
        ArrayNode evidence = approval.putArray("evidence");
        plan.approval().evidence().forEach(each -> approval(evidence.addObject(), each));
        ArrayNode missing = approval.putArray("missing");
        plan.approval()
                .missing()
                .forEach(rule -> missing.addObject()
                        .put("from", rule.from())
                        .put("count", rule.count())
                        .set("approvers", Json.array(rule.approvers())));
        approval.put("fourEyes", plan.approval().fourEyes());
        approval.set("approvers", Json.array(plan.approval().approvers()));
        approval.set("requestedBy", Json.array(plan.approval().requestedBy()));
        json.set("reasons", Json.array(refusals(plan)));
        json.set("notices", Json.array(plan.notices()));
        return json;
    }

    /** A missing approval is no reason by itself: it is told under {@code approval}, for whoever can ask for it. */
    private static List<String> refusals(DeploymentPlan plan) {
        boolean missing = plan.approval().required() && !plan.approval().given();
        return plan.refusals().stream()
                .filter(refusal -> !missing || refusal.kind() != Refusal.Kind.APPROVAL)
                .map(Refusal::text)
                .toList();
    }

    /**
     * A plan in words.
     *
     * @param plan the plan
     * @return some lines without a line end at the end
     */
    public static String text(DeploymentPlan plan) {
        StringBuilder text = new StringBuilder("would deploy commit " + plan.commit());
        text.append("\n  diff digest ").append(plan.diffDigest());
        plan.refusals().forEach(reason -> text.append("\n  refused now: ").append(Shown.within(reason.text())));
        plan.notices().forEach(notice -> text.append("\n  note: ").append(Shown.within(notice)));
        return text.append(plan.diff().isEmpty() ? "" : "\n\n" + plan.diff().stripTrailing())
                .toString();
    }

    /**
     * The outcome in words.
     *
     * @param outcome the outcome
     * @return some lines without a line end at the end
     */
    public static String text(DeploymentOutcome outcome) {
        DeploymentReport report = outcome.report();
        StringBuilder text = new StringBuilder();
        text.append(outcome.word())
                .append(": ")
                .append(report.app())
                .append(" in ")
                .append(report.environment())
                .append(" at ")
                .append(report.commit())
                .append(" by ")
                .append(report.delivery());
        for (DeployedObject object : report.objects()) {
            text.append("\n  ")
                    .append(object.action().word())
                    .append("  ")
                    .append(object.kind())
                    .append(' ')
                    .append(object.namespace() == null ? "" : object.namespace() + "/")
                    .append(object.name());
            if (object.health() != DeployedObject.Health.UNKNOWN) {
                text.append("  ").append(object.health().word());
            }
            text.append(object.reason() == null ? "" : "  " + Shown.within(object.reason()));
        }
        verify(text, report.verify());
        outcome.failed().ifPresent(failure -> failure(failure, text));
        outcome.reasons().forEach(reason -> text.append("\n  ").append(Shown.within(reason)));
        report.notices().forEach(notice -> text.append("\n  note: ").append(Shown.within(notice)));
        for (ChangeOutcome followUp : report.followUps()) {
            text.append("\n").append(ChangeOutput.text(followUp, false));
        }
        return text.toString();
    }

    private static void failure(DeploymentFailure failure, StringBuilder text) {
        text.append("\n  ")
                .append(failure.object() == null ? "" : failure.object() + ": ")
                .append(failure.reason());
        text.append(failure.container() == null ? "" : " in container " + failure.container())
                .append(": ")
                .append(Shown.within(failure.message()));
        failure.events().forEach(event -> text.append("\n    event: ").append(Shown.line(event)));
        failure.logTail().forEach(line -> text.append("\n    log: ").append(Shown.line(line)));
    }
}
