package dev.gitops.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.CheckReport;
import dev.gitops.api.GitOps;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.cli.option.AtHandOption;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.output.ErrorOutput;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Json;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gitops check}. */
@Command(
        name = "check",
        description =
                "Checks inventory, repository and manifests, and that CODEOWNERS covers every protected environment.")
public final class CheckCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private AtHandOption clone = new AtHandOption();

    @Option(
            names = "--forge",
            description = "Ask the host as well whether the branches that decide protected environments are protected.")
    private boolean forge;

    /** For picocli. */
    public CheckCommand() {}

    @Override
    public Integer call() {
        List<Problem> wrong;
        CheckReport report;
        try (GitOps gitops = clone.open(common)) {
            wrong = RuleCheck.problems(common.inventoryFile(common.settings()), gitops.inventory());
            report = clone.head().map(gitops::check).orElseGet(gitops::check);
        }
        List<Problem> invalid =
                Stream.concat(wrong.stream(), report.invalid().stream()).toList();
        if (!invalid.isEmpty()) {
            throw new InvalidInputException(
                    report.invalid().isEmpty() ? "the inventory" : "the config repository", invalid);
        }
        CheckReport host = forge ? protection() : new CheckReport(0, List.of(), List.of(), List.of());
        List<Problem> unguarded = Stream.concat(report.unguarded().stream(), host.unguarded().stream())
                .toList();
        List<String> notices = Stream.concat(report.notices().stream(), host.notices().stream())
                .toList();
        notices.forEach(common::tell);
        return unguarded.isEmpty() ? passed(report, notices) : refused(unguarded);
    }

    private CheckReport protection() {
        try (GitOps gitops = common.open()) {
            return gitops.checkProtection();
        }
    }

    private int passed(CheckReport report, List<String> notices) {
        ObjectNode json = Json.object().put("checked", report.checked());
        json.set("notices", Json.array(notices));
        clone.describe(json);
        String looked = clone.inWords().isEmpty() ? "" : " at " + clone.inWords();
        common.print(
                json, "checked " + report.checked() + " environments of applications" + looked + "; nothing is wrong");
        return ExitCode.DONE;
    }

    private int refused(List<Problem> unguarded) {
        String message = "protected environments could change without review:\n"
                + unguarded.stream().map(problem -> "  " + problem).collect(Collectors.joining("\n"));
        if (common.json()) {
            common.print(Json.text(ErrorOutput.json(ExitCode.REFUSED, message, unguarded)));
        }
        common.tell(message);
        return ExitCode.REFUSED;
    }
}
