package dev.gitops.cli.pages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A command as a page of {@code docs/commands}: everything on it is what the command says of itself. */
final class CommandPage {

    private static final String EXIT_CODES =
            "The options above stand before a command or after it. Exit codes: [contract](../contract.md#exit-codes).\n";

    private final CommandLine command;
    private final StringBuilder page = new StringBuilder();

    private CommandPage(CommandLine command) {
        this.command = command;
    }

    /** The page of a command. */
    static String of(CommandLine command) {
        CommandPage page = new CommandPage(command);
        page.write();
        return page.page.toString();
    }

    /** {@code audit-search.md} for {@code gitops audit search}. */
    static String file(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName("-");
        return name.substring(name.indexOf('-') + 1) + ".md";
    }

    /** A command and all below it. */
    static Stream<CommandLine> all(CommandLine command) {
        return Stream.concat(
                Stream.of(command),
                new TreeMap<>(command.getSubcommands())
                        .values().stream().distinct().flatMap(CommandPage::all));
    }

    static String summary(CommandLine command) {
        return cell(Stream.of(command.getCommandSpec().usageMessage().description())
                .map(line -> text(command, line))
                .collect(Collectors.joining(" ")));
    }

    private void write() {
        CommandSpec spec = command.getCommandSpec();
        page.append("# ").append(spec.qualifiedName()).append("\n\n");
        page.append(summary(command)).append("\n\n");
        block(command.getHelp().synopsis(0));
        below();
        table("Argument", arguments(spec));
        table("Option", options(spec));
        footer(spec);
    }

    private void below() {
        if (command.getSubcommands().isEmpty()) {
            return;
        }
        page.append("| Command | |\n|---|---|\n");
        command.getSubcommands().values().stream()
                .distinct()
                .filter(sub -> !sub.getCommandSpec().usageMessage().hidden())
                .forEach(sub -> page.append("| [")
                        .append(sub.getCommandSpec().qualifiedName())
                        .append("](")
                        .append(file(sub))
                        .append(") | ")
                        .append(summary(sub))
                        .append(" |\n"));
        page.append('\n');
    }

    private List<String> arguments(CommandSpec spec) {
        List<String> rows = new ArrayList<>();
        for (PositionalParamSpec argument : spec.positionalParameters()) {
            if (!argument.hidden()) {
                rows.add(code(argument.paramLabel()) + " | " + description(argument));
            }
        }
        return rows;
    }

    private List<String> options(CommandSpec spec) {
        List<String> rows = new ArrayList<>();
        for (OptionSpec option : spec.options()) {
            if (option.hidden() || isOfEveryCommand(option)) {
                continue;
            }
            String value = option.arity().max() > 0 ? " " + option.paramLabel() : "";
            rows.add(code(String.join("`, `", option.names()) + value) + " | " + description(option)
                    + (option.required() ? " Must be given." : ""));
        }
        rows.sort((one, other) -> bare(one).compareTo(bare(other)));
        return rows;
    }

    /** Told once, on the first page. */
    private boolean isOfEveryCommand(OptionSpec option) {
        CommandSpec root = command.getCommandSpec().root();
        return command.getCommandSpec() != root
                && root.options().stream()
                        .anyMatch(each -> each.longestName().equals(option.longestName())
                                && Arrays.equals(each.description(), option.description()));
    }

    private static String bare(String row) {
        return row.substring(row.indexOf("--") + 1);
    }

    private String description(ArgSpec argument) {
        return cell(Stream.of(argument.description())
                .map(line -> text(command, line))
                .collect(Collectors.joining(" ")));
    }

    private void table(String what, List<String> rows) {
        if (!rows.isEmpty()) {
            page.append("| ").append(what).append(" | |\n|---|---|\n");
            rows.forEach(row -> page.append("| ").append(row).append(" |\n"));
            page.append('\n');
        }
    }

    private void footer(CommandSpec spec) {
        String footer = Stream.of(spec.usageMessage().footer())
                .map(line -> text(command, line))
                .collect(Collectors.joining("\n"));
        if (!footer.isBlank()) {
            block(footer);
        }
        page.append(
                spec.parent() == null
                        ? EXIT_CODES
                        : "What every command takes, and exit codes: [all commands](README.md)\n");
    }

    private void block(String text) {
        page.append("```text\n")
                .append(text.stripTrailing().replaceFirst("^\n+", ""))
                .append("\n```\n\n");
    }

    private static String text(CommandLine command, String line) {
        return Ansi.OFF.new Text(line, command.getColorScheme()).toString();
    }

    private static String code(String text) {
        return "`" + text.replace("|", "\\|") + "`";
    }

    private static String cell(String text) {
        return text.replace("%n", " ")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replace('\n', ' ')
                .strip();
    }
}
