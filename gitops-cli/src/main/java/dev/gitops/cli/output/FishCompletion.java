package dev.gitops.cli.output;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The words of a command for fish: sub-commands where none stands yet, each sub-command's own options after it. */
public final class FishCompletion {

    private final StringBuilder script = new StringBuilder("# completion of gitops for fish\ncomplete -c gitops -f\n");

    private FishCompletion() {}

    /**
     * The script for a command.
     *
     * @param command the whole command
     * @return the script
     */
    public static String of(CommandLine command) {
        FishCompletion completion = new FishCompletion();
        completion.describe(command, List.of());
        return completion.script.toString();
    }

    private void describe(CommandLine command, List<String> path) {
        List<String> names = new ArrayList<>(command.getSubcommands().keySet());
        command.getSubcommands().forEach((name, sub) -> {
            line(here(path, names), "-a " + name, summary(sub));
            List<String> below = new ArrayList<>(path);
            below.add(name);
            describe(sub, below);
        });
        for (OptionSpec option : command.getCommandSpec().options()) {
            line(here(path, List.of()), words(path, option), String.join(" ", option.description()));
        }
    }

    /** Every word of the path stands there, and none of those that would lead further. */
    private static String here(List<String> path, List<String> further) {
        List<String> conditions = new ArrayList<>();
        path.forEach(word -> conditions.add("__fish_seen_subcommand_from " + word));
        if (!further.isEmpty()) {
            conditions.add("not __fish_seen_subcommand_from " + String.join(" ", further));
        }
        return String.join("; and ", conditions);
    }

    private static String words(List<String> path, OptionSpec option) {
        StringBuilder words = new StringBuilder();
        for (String name : option.names()) {
            words.append(name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
                    .append(' ');
        }
        if (option.arity().max() > 0) {
            words.append(values(path, option));
        }
        return words.toString().strip();
    }

    /** Files are offered for what is one, and for nothing else. */
    private static String values(List<String> path, OptionSpec option) {
        Iterable<String> candidates = option.completionCandidates();
        if (candidates != null) {
            return "-x -a " + quoted(String.join(" ", candidates));
        }
        if (option.typeInfo().getType() == Path.class
                || List.of(option.typeInfo().getAuxiliaryTypes()).contains(Path.class)) {
            return "-r -F";
        }
        String kind = kind(String.join(" ", path), option.longestName());
        return kind.isEmpty() ? "-x" : "-x -a " + quoted("(__gitops_words " + kind + ")");
    }

    /** Which words of the inventory and its repository an option takes; the same as in the script for bash. */
    private static String kind(String command, String option) {
        boolean ofCommits = command.equals("affected") || command.equals("review");
        return switch (option) {
            case "--in" -> "environments";
            case "--from" -> ofCommits ? "" : "environments";
            case "--to" -> ofCommits ? "" : command.equals("rollback") ? "commits" : "environments";
            case "--app" -> "apps";
            case "--image" -> "releases";
            case "--commit" -> "commits";
            default -> "";
        };
    }

    private static String summary(CommandLine command) {
        return String.join(" ", command.getCommandSpec().usageMessage().description());
    }

    private void line(String condition, String words, String description) {
        script.append("complete -c gitops ");
        if (!condition.isEmpty()) {
            script.append("-n ").append(quoted(condition)).append(' ');
        }
        script.append(words).append(" -d ").append(quoted(description)).append('\n');
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
