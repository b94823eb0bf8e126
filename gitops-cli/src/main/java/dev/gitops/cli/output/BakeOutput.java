package dev.gitops.cli.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.BakeReport;
import dev.gitops.text.Shown;

/** What a look at a bake saw, in JSON and in words. */
public final class BakeOutput {

    private BakeOutput() {}

    /**
     * The report in JSON.
     *
     * @param report the report
     * @return the document
     */
    public static ObjectNode json(BakeReport report) {
        ObjectNode json = Json.object();
        json.put("app", report.app());
        json.put("environment", report.environment().value());
        json.put("state", report.state().word());
        report.commit().ifPresent(commit -> json.put("commit", commit));
        report.until().ifPresent(until -> json.put("until", until.toString()));
        DeploymentOutput.verify(json.putArray("verify"), report.verify());
        report.failure().ifPresent(failure -> DeploymentOutput.failure(json.putObject("failure"), failure));
        report.record().ifPresent(record -> json.put("record", record));
        ArrayNode followUps = json.putArray("followUps");
        report.followUps().forEach(change -> followUps.add(ChangeOutput.json(change, false)));
        return json;
    }

    /**
     * The report in words.
     *
     * @param report the report
     * @return some lines without a line end at the end
     */
    public static String text(BakeReport report) {
        StringBuilder text = new StringBuilder()
                .append(report.app())
                .append(" in ")
                .append(report.environment())
                .append(
                        switch (report.state()) {
                            case NONE -> " does not bake";
                            case BAKING -> " bakes";
                            case PASSED -> " has baked";
                            case FAILED -> " failed in its bake";
                        });
        report.until().ifPresent(until -> text.append(" until ").append(until));
        DeploymentOutput.verify(text, report.verify());
        report.failure()
                .ifPresent(failure -> text.append("\n  ")
                        .append(failure.reason())
                        .append(": ")
                        .append(failure.object() == null ? "" : failure.object() + ": ")
                        .append(Shown.within(failure.message())));
        report.followUps().forEach(change -> text.append("\n").append(ChangeOutput.text(change, false)));
        return text.toString();
    }
}
