package dev.gitops.cli.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.cli.command.GitopsCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The pages of the commands are made from the commands, so what they say is what the command does. */
class CommandPagesTest {

    private static final Path PAGES = Path.of("../docs/commands");
    private static final Path MADE = Path.of("target/docs/commands");

    @Test
    void areWhatTheCommandsSayOfThemselves() throws IOException {
        Map<String, String> made = made();
        Files.createDirectories(MADE);
        for (Map.Entry<String, String> page : made.entrySet()) {
            Files.writeString(MADE.resolve(page.getKey()), page.getValue());
        }
        Map<String, String> kept = kept();
        Set<String> names = new TreeSet<>(made.keySet());
        names.addAll(kept.keySet());
        names.removeIf(name -> made.getOrDefault(name, "").equals(kept.get(name)));
        assertThat(names)
                .as("differ; renew them: rm docs/commands/*.md; cp gitops-cli/target/docs/commands/*.md docs/commands/")
                .isEmpty();
    }

    @Test
    void tellEveryOptionThatIsNotHidden() {
        CommandPage.all(line()).skip(1).forEach(command -> {
            String pages = CommandPage.of(command) + CommandPage.of(line());
            command.getCommandSpec().options().stream()
                    .filter(option -> !option.hidden())
                    .forEach(option -> assertThat(pages).contains(option.longestName()));
        });
    }

    private static CommandLine line() {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return GitopsCommand.line(nowhere, nowhere);
    }

    private static Map<String, String> made() {
        Map<String, String> pages = new TreeMap<>();
        CommandLine line = line();
        CommandPage.all(line)
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .forEach(command ->
                        pages.put(command == line ? "README.md" : CommandPage.file(command), CommandPage.of(command)));
        return pages;
    }

    private static Map<String, String> kept() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            return new TreeMap<>(
                    files.collect(Collectors.toMap(file -> file.getFileName().toString(), CommandPagesTest::text)));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
