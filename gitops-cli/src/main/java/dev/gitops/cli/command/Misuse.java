package dev.gitops.cli.command;

import dev.gitops.inventory.NearestName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What was wrong with the words of a command line, in the order in which people look for it: a mistyped option before the one that is missing for it. */
final class Misuse {

    private static final Pattern NUMBER = Pattern.compile("'([^']*)' is not an? (int|long)$");

    /** What people bring from other tools, and what does the same here. */
    private static final Map<String, String> FROM_ELSEWHERE = Map.of(
            "--env", "--in ENV",
            "--environment", "--in ENV",
            "-e", "--in ENV",
            "-n", "--in ENV",
            "--json", "-o json",
            "--format", "-o FORMAT",
            "--message", "--reason TEXT",
            "-m", "--reason TEXT",
            "--file", "--inventory FILE",
            "-f", "--inventory FILE");

    private Misuse() {}

    static String inWords(ParameterException problem, String[] arguments) {
        CommandLine line = problem.getCommandLine();
        String said = String.valueOf(problem.getMessage());
        if (problem instanceof MissingParameterException) {
            return mistyped(line, arguments).map(words -> words + "\n" + said).orElse(said);
        }
        if (problem instanceof UnmatchedArgumentException unmatched) {
            return command(line, unmatched.getUnmatched())
                    .or(() -> mistyped(line, arguments))
                    .orElse(said);
        }
        return NUMBER.matcher(said).replaceFirst("'$1' is no whole number");
    }

    /** An option that the command does not have, though it has one nearly of that name. */
    private static Optional<String> mistyped(CommandLine line, String[] arguments) {
        for (String argument : arguments) {
            String name = argument.indexOf('=') < 0 ? argument : argument.substring(0, argument.indexOf('='));
            boolean unknown = name.startsWith("--")
                    && name.length() > 2
                    && !line.getCommandSpec().optionsMap().containsKey(name);
            if (!line.getCommandSpec().optionsMap().containsKey(name) && elsewhere(line, name)) {
                return Optional.of("Unknown option: '" + name + "'; did you mean " + FROM_ELSEWHERE.get(name) + "?");
            }
            if (unknown) {
                return NearestName.of(name, line.getCommandSpec().optionsMap().keySet())
                        .map(near -> "Unknown option: '" + name + "'; did you mean " + near + "?");
            }
        }
        return Optional.empty();
    }

    /** Whether this command has what the option of another tool means. */
    private static boolean elsewhere(CommandLine line, String name) {
        String here = FROM_ELSEWHERE.getOrDefault(name, "").split(" ")[0];
        return line.getCommandSpec().optionsMap().containsKey(here);
    }

    private static Optional<String> command(CommandLine line, List<String> unmatched) {
        String first = unmatched.isEmpty() ? "-" : unmatched.get(0);
        boolean isCommand = !first.startsWith("-") && !line.getSubcommands().isEmpty();
        return isCommand
                ? Optional.of("'" + first + "' is no command of "
                        + line.getCommandSpec().qualifiedName())
                : Optional.empty();
    }
}
