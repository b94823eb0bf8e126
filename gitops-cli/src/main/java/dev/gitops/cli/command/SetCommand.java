package dev.gitops.cli.command;

import dev.gitops.api.GitOps;
import dev.gitops.api.Pipeline;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.ChangeOptions;
import dev.gitops.cli.option.CommonOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gitops set}. */
@Command(name = "set", description = "Sets values of a Helm application.")
public final class SetCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private ChangeOptions runner = new ChangeOptions();

    @Parameters(index = "0", paramLabel = "APP", description = "The application.")
    private String app = "";

    @Parameters(index = "1", paramLabel = "ENV", description = "The environment.")
    private String environment = "";

    @Parameters(
            index = "2..*",
            arity = "1..*",
            paramLabel = "KEY=VALUE",
            description = "The new values by their dotted keys.")
    private Map<String, String> values = new LinkedHashMap<>();

    /** For picocli. */
    public SetCommand() {}

    @Override
    public Integer call() {
        try (GitOps gitops = common.open(app)) {
            return runner.run(Pipeline.forApp(gitops.app(app)).set(Arguments.environment(environment), values), common);
        }
    }
}
