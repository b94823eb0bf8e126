package dev.gitops.cli.command;

import dev.gitops.api.Problem;
import dev.gitops.api.Settings;
import dev.gitops.cli.command.app.AppCommand;
import dev.gitops.cli.command.audit.AuditCommand;
import dev.gitops.cli.command.init.InitCommand;
import dev.gitops.cli.command.jobs.JobsCommand;
import dev.gitops.cli.command.preview.PreviewCommand;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.output.ErrorOutput;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.HelpText;
import dev.gitops.cli.output.Json;
import dev.gitops.cli.output.Terminal;
import dev.gitops.text.Shown;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    private static final Map<String, List<Class<?>>> GROUPS = groups();

    private static final List<Class<?>> COMMANDS =
            GROUPS.values().stream().flatMap(List::stream).toList();

    private static Map<String, List<Class<?>>> groups() {
        Map<String, List<Class<?>>> groups = new LinkedHashMap<>();
        groups.put(
                "Change what an environment has:",
                List.of(
                        ReleaseCommand.class,
                        PromoteCommand.class,
                        RollbackCommand.class,
                        SetCommand.class,
                        HoldCommand.class,
                        AppCommand.class,
                        PreviewCommand.class));
        groups.put(
                "Bring it to the cluster:",
                List.of(DeployCommand.class, VerifyCommand.class, DiffCommand.class, DriftCommand.class));
        groups.put(
                "Look:",
                List.of(
                        StatusCommand.class,
                        HistoryCommand.class,
                        ParityCommand.class,
                        RenderCommand.class,
                        ReviewCommand.class,
                        ReportCommand.class,
                        SimulateCommand.class,
                        AuditCommand.class));
        groups.put(
                "Set up and check:",
                List.of(
                        InitCommand.class,
                        CheckCommand.class,
                        DoctorCommand.class,
                        SchemaCommand.class,
                        JobsCommand.class,
                        CompletionCommand.class,
                        DemoCommand.class));
        groups.put(
                "For pipelines and by themselves:",
                List.of(
                        AffectedCommand.class,
                        NotifyCommand.class,
                        TellCommand.class,
                        KustomizeCommand.class,
                        WordsCommand.class,
                        HelpCommand.class));
        return groups;
    }

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
            HelpText.print(line, terminal(), err);
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
                .filter(command -> command != CompletionCommand.class && command != HelpCommand.class)
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
        line.getHelpSectionMap()
                .put(CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST, GitopsCommand::grouped);
        helpEverywhere(line);
        return line;
    }

    private static Terminal terminal() {
        return Terminal.of(Settings.fromEnvironment(), System.console() != null);
    }

    /** The commands in groups, as people look for them. */
    private static String grouped(CommandLine.Help help) {
        StringBuilder text = new StringBuilder();
        Map<String, CommandLine> commands = help.commandSpec().subcommands();
        GROUPS.forEach((heading, classes) -> {
            text.append('\n')
                    .append(help.colorScheme().text("@|bold " + heading + "|@"))
                    .append('\n');
            for (CommandLine command : commands.values()) {
                if (classes.contains(command.getCommandSpec().userObject().getClass())
                        && !command.getCommandSpec().usageMessage().hidden()) {
                    String name = command.getCommandName();
                    text.append("  ")
                            .append(help.colorScheme().commandText(name))
                            .append(" ".repeat(Math.max(2, 13 - name.length())))
                            .append(String.join(
                                    " ", command.getCommandSpec().usageMessage().description()))
                            .append('\n');
                }
            }
        });
        return text.toString();
    }

    /** Every sub-command has {@code -h} and {@code -V}, and an example, whether its author thought of it or not. */
    private static void helpEverywhere(CommandLine line) {
        for (CommandLine sub : line.getSubcommands().values()) {
            sub.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(new Version());
            if (!sub.getSubcommands().isEmpty()) {
                CommonOptions.before(sub.getCommandSpec());
            }
            Examples.add(sub.getCommandSpec());
            helpEverywhere(sub);
        }
    }

    /** Runs the command that was named last; whatever comes of it, what was shown of its work is taken away before more is said. */
    private static int executed(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        CommandLine line = last.commandSpec().commandLine();
        for (ParseResult each = parsed; each != null; each = each.hasSubcommand() ? each.subcommand() : null) {
            if (each.isUsageHelpRequested()) {
                HelpText.print(each.commandSpec().commandLine(), terminal(), line.getOut());
                return ExitCode.DONE;
            }
        }
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
        String message = Arguments.readable(Misuse.inWords(problem, arguments));
        if (wantsJson(arguments)) {
            Problem said = Problem.of(
                    "arguments", null, message, "see: " + line.getCommandSpec().qualifiedName() + " --help");
            line.getOut().println(Json.text(ErrorOutput.json(ExitCode.INVALID, message, List.of(said))));
        }
        line.getErr().println(message);
        String said = String.valueOf(problem.getMessage());
        if (Arguments.readable(said).equals(said)
                && !message.contains("did you mean")) { // nobody mistypes a long or a hidden word
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
