package dev.gitops.cli.command;

import dev.gitops.api.Problem;
import dev.gitops.cli.command.audit.AuditCommand;
import dev.gitops.cli.command.init.InitCommand;
import dev.gitops.cli.command.jobs.JobsCommand;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.output.ErrorOutput;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Json;
import dev.gitops.text.Shown;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
        synopsisSubcommandLabel = "COMMAND")
public final class GitopsCommand {

    private static final String SUFFIX = "command";

    /** In the order of the help; each is named after its class. */
    private static final List<Class<?>> COMMANDS = List.of(
            ReleaseCommand.class,
            PromoteCommand.class,
            RollbackCommand.class,
            DeployCommand.class,
            VerifyCommand.class,
            RenderCommand.class,
            DiffCommand.class,
            ParityCommand.class,
            DriftCommand.class,
            AffectedCommand.class,
            ReviewCommand.class,
            TellCommand.class,
            StatusCommand.class,
            HistoryCommand.class,
            HoldCommand.class,
            SetCommand.class,
            AuditCommand.class,
            ReportCommand.class,
            NotifyCommand.class,
            InitCommand.class,
            CheckCommand.class,
            SchemaCommand.class,
            DoctorCommand.class,
            JobsCommand.class,
            KustomizeCommand.class,
            DemoCommand.class,
            CompletionCommand.class,
            CommandLine.HelpCommand.class);

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
        CommandLine line = line(out, err, needed(arguments));
        if (arguments.length == 0) {
            line.usage(err);
            return ExitCode.INVALID;
        }
        return line.execute(arguments);
    }

    /** A command alone is parsed sooner than it is found among all; what speaks of others needs them. */
    private static List<Class<?>> needed(String[] arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        return COMMANDS.stream()
                .filter(command ->
                        command.getSimpleName().toLowerCase(Locale.ROOT).equals(first + SUFFIX))
                .filter(command -> command != CompletionCommand.class && command != CommandLine.HelpCommand.class)
                .findFirst()
                .<List<Class<?>>>map(List::of)
                .orElse(COMMANDS);
    }

    /**
     * The whole command line.
     *
     * @param out gets results
     * @param err gets all else
     * @return the command with its sub-commands
     */
    public static CommandLine line(PrintWriter out, PrintWriter err) {
        return line(out, err, COMMANDS);
    }

    private static CommandLine line(PrintWriter out, PrintWriter err, List<Class<?>> commands) {
        CommandLine line = new CommandLine(new GitopsCommand());
        commands.forEach(line::addSubcommand);
        line.setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(GitopsCommand::misused)
                .setExecutionExceptionHandler(GitopsCommand::failed)
                .setExecutionStrategy(GitopsCommand::executed);
        CommonOptions.before(line.getCommandSpec());
        helpEverywhere(line);
        return line;
    }

    /** Every sub-command has {@code -h} and {@code -V}, whether its author thought of it or not. */
    private static void helpEverywhere(CommandLine line) {
        for (CommandLine sub : line.getSubcommands().values()) {
            if (!(sub.getCommand() instanceof CommandLine.HelpCommand)) {
                sub.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(new Version());
                if (!sub.getSubcommands().isEmpty()) {
                    CommonOptions.before(sub.getCommandSpec());
                }
                helpEverywhere(sub);
            }
        }
    }

    /** Runs the command that was named last; whatever comes of it, what was shown of its work is taken away before more is said. */
    private static int executed(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        CommandLine line = last.commandSpec().commandLine();
        Optional<CommonOptions> common =
                line.getSubcommands().isEmpty() ? CommonOptions.of(last.commandSpec()) : Optional.empty();
        if (common.filter(options -> options.lacksFormat(line.getCommand())).isPresent()) {
            throw new ParameterException(
                    line,
                    "-o " + common.get().format() + ": " + last.commandSpec().qualifiedName()
                            + " does not print that; it prints text, or with -o json a document");
        }
        try {
            return new CommandLine.RunLast().execute(parsed);
        } finally {
            common.ifPresent(CommonOptions::clear);
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
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace, true));
            line.getErr().println(Shown.lines(Shown.withoutLogins(trace.toString())));
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
