package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.cli.command.GitopsCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The pipelines' tests run with a stub of this command, which refuses what the command would: they know its options from a file that is held here. */
class CommandsFileTest {

    private static final Path KNOWN = Path.of("../gitops-jobdsl/src/test/resources/dev/gitops/jobdsl/commands.txt");

    @Test
    void namesNoCommandAndNoOptionThatIsNotThere() throws Exception {
        StringBuilder lines = new StringBuilder();
        describe(
                GitopsCommand.line(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter())),
                "",
                lines);
        Files.writeString(Path.of("target/commands.txt"), lines);

        Map<String, Set<String>> real = options(lines.toString());
        Map<String, Set<String>> known = options(Files.readString(KNOWN));
        assertThat(known).isNotEmpty();
        known.forEach((command, options) -> assertThat(real.get(command))
                .as("%s: copy gitops-cli/target/commands.txt to %s", command, KNOWN)
                .isNotNull()
                .containsAll(options));
    }

    private static Map<String, Set<String>> options(String lines) {
        return lines.lines()
                .map(line -> line.split(": ", 2))
                .collect(Collectors.toMap(
                        parts -> parts[0],
                        parts -> new TreeSet<>(List.of(parts[1].trim().split(" ")))));
    }

    private static void describe(CommandLine command, String name, StringBuilder lines) {
        TreeSet<String> options = new TreeSet<>();
        for (OptionSpec option : command.getCommandSpec().options()) {
            for (String each : option.names()) {
                options.add(option.arity().max() > 0 ? each + "=" : each);
            }
        }
        lines.append(name.isEmpty() ? "gitops" : name)
                .append(": ")
                .append(String.join(" ", options))
                .append(" \n");
        command.getSubcommands().forEach((sub, line) -> describe(line, (name + " " + sub).trim(), lines));
    }
}
