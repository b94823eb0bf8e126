package dev.gitops.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.Finding;
import dev.gitops.api.Finding.State;
import dev.gitops.api.GitOps;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gitops doctor}. */
@Command(
        name = "doctor",
        description = "Looks at Git, credentials, forge, clusters, clock and records, and says what to do about each.")
public final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    /** For picocli. */
    public DoctorCommand() {}

    @Override
    public Integer call() {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.good("gitops", new Version().getVersion()[0]));
        try (GitOps gitops = common.open()) {
            findings.addAll(gitops.examine());
        }
        boolean well = findings.stream().noneMatch(finding -> finding.state() == State.BAD);
        common.print(json(well, findings), text(findings));
        return well ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static ObjectNode json(boolean well, List<Finding> findings) {
        ObjectNode json = Json.object().put("well", well);
        ArrayNode array = json.putArray("findings");
        for (Finding finding : findings) {
            ObjectNode node = array.addObject()
                    .put("subject", finding.subject())
                    .put("state", finding.state().name().toLowerCase(Locale.ROOT))
                    .put("detail", finding.detail());
            Json.put(node, "advice", finding.advice());
        }
        return json;
    }

    private static String text(List<Finding> findings) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append(
                            switch (finding.state()) {
                                case GOOD -> "ok    ";
                                case DOUBTFUL -> "look  ";
                                case BAD -> "BAD   ";
                            })
                    .append(finding.subject())
                    .append(": ")
                    .append(finding.detail().replace("\n", "\n      "))
                    .append('\n');
            if (finding.advice() != null) {
                text.append("      -> ").append(finding.advice()).append('\n');
            }
        }
        return text.toString();
    }
}
