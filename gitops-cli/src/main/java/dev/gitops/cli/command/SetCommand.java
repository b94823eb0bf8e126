package dev.gitops.cli.command;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps;
import dev.gitops.api.Pipeline;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.ChangeOptions;
import dev.gitops.cli.option.CommonOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

    @Option(names = "--in", paramLabel = "ENV", description = "The environment.")
    private @Nullable String environment;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "KEY=VALUE",
            description = "The new values by their dotted keys.")
    private List<String> words = List.of();

    /** For picocli. */
    public SetCommand() {}

    @Override
    public Integer call() {
        EnvironmentName name = environment();
        Map<String, String> values = values();
        try (GitOps gitops = common.open(app)) {
            return runner.run(Pipeline.forApp(gitops.app(app)).set(name, values), common);
        }
    }

    /** The one of the option, or as before the word after the application. */
    private EnvironmentName environment() {
        String first = words.isEmpty() ? "" : words.get(0);
        if (environment == null && (first.isEmpty() || first.contains("="))) {
            throw Arguments.refuse("--in", "", "no environment is named", "add --in ENV");
        }
        return Arguments.environment(environment == null ? first : environment);
    }

    private Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : words.subList(environment == null ? 1 : 0, words.size())) {
            int equals = word.indexOf('=');
            if (equals <= 0) {
                throw Arguments.refuse(
                        "KEY=VALUE", word, "sets nothing", "write it as in replicaCount=3 or image.pullPolicy=Always");
            }
            values.put(word.substring(0, equals), word.substring(equals + 1));
        }
        if (values.isEmpty()) {
            throw Arguments.refuse("KEY=VALUE", "", "nothing is to be set", "write it as in replicaCount=3");
        }
        return values;
    }
}
