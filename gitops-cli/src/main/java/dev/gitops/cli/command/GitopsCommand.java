package dev.gitops.cli.command;

import dev.gitops.api.Problem;
import dev.gitops.cli.command.audit.AuditCommand;
import dev.gitops.cli.command.init.InitCommand;
import dev.gitops.cli.command.jobs.JobsCommand;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.output.ErrorOutput;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Json;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code gitops} command: its sub-commands, and how failures are told. */
@Command(
        name = "gitops",
        description = "Every change to an environment is a reviewed commit; every deployment is verified and recorded.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ReleaseCommand.class,
            PromoteCommand.class,
            RollbackCommand.class,
            DeployCommand.class,
            RenderCommand.class,
            DiffCommand.class,
            ParityCommand.class,
            DriftCommand.class,
            AffectedCommand.class,
            StatusCommand.class,
            HistoryCommand.class,
            HoldCommand.class,
            SetCommand.class,
            AuditCommand.class,
            ReportCommand.class,
            NotifyCommand.class,
            InitCommand.class,
            CheckCommand.class,
            DoctorCommand.class,
            JobsCommand.class,
            KustomizeCommand.class,
            DemoCommand.class,
            CompletionCommand.class,
            CommandLine.HelpCommand.class
        })
public final class GitopsCommand {

    /** For picocli. */
    public GitopsCommand() {}

    /**
     * Runs the command line.
     *
     * @param arguments the arguments
     * @param out gets results
     * @param err gets all else
     * @return the exit code
     */
    public static int run(String[] arguments, PrintWriter out, PrintWriter err) {
        CommandLine line = new CommandLine(new GitopsCommand())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(GitopsCommand::misused)
                .setExecutionExceptionHandler(GitopsCommand::failed);
        helpEverywhere(line);
        if (arguments.length == 0) {
            line.usage(err);
            return ExitCode.INVALID;
        }
        return line.execute(arguments);
    }

    /** Every sub-command has {@code -h} and {@code -V}, whether its author thought of it or not. */
    private static void helpEverywhere(CommandLine line) {
        for (CommandLine sub : line.getSubcommands().values()) {
            if (!(sub.getCommand() instanceof CommandLine.HelpCommand)) {
                sub.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(new Version());
                helpEverywhere(sub);
            }
        }
    }

    private static int misused(ParameterException problem, String[] arguments) {
        CommandLine line = problem.getCommandLine();
        String message = Arguments.readable(String.valueOf(problem.getMessage()));
        if (wantsJson(arguments)) {
            Problem said = Problem.of(
                    "arguments", null, message, "see: " + line.getCommandSpec().qualifiedName() + " --help");
            line.getOut().println(Json.text(ErrorOutput.json(ExitCode.INVALID, message, List.of(said))));
        }
        line.getErr().println(message);
        if (String.valueOf(problem.getMessage()).equals(message)) { // nobody mistypes a long or a hidden word
            UnmatchedArgumentException.printSuggestions(problem, line.getErr());
        }
        line.getErr().println("see: " + line.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.INVALID;
    }

    private static int failed(Exception failure, CommandLine line, ParseResult result) {
        if (wantsJson(result.originalArgs().toArray(String[]::new))) {
            line.getOut().println(Json.text(ErrorOutput.json(failure)));
        }
        line.getErr().println(ErrorOutput.text(failure));
        boolean verbose = result.originalArgs().stream()
                .anyMatch(argument -> argument.equals("-v") || argument.equals("--verbose"));
        if (verbose) {
            failure.printStackTrace(line.getErr());
        }
        return ErrorOutput.exitCode(failure);
    }

    private static boolean wantsJson(String[] arguments) {
        String all = " " + String.join(" ", Arrays.asList(arguments)) + " ";
        return all.contains(" -o json ")
                || all.contains(" -ojson ")
                || all.contains(" -o=json ")
                || all.contains(" --output json ")
                || all.contains(" --output=json ");
    }
}
