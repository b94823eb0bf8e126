package dev.gitops.cli.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.cli.pages.PlayedPage.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenCommandsTest {

    @TempDir
    private Path folder;

    @Test
    void thePageShowsWhatIsSaid() throws Exception {
        List<Step> steps = PlayedPage.play(Files.readString(Path.of("../docs/ten-commands.md")), folder);
        Files.createDirectories(Path.of("target/docs"));
        Files.writeString(
                Path.of("target/docs/ten-commands.txt"),
                steps.stream().map(Step::said).collect(Collectors.joining()));
        assertThat(steps.stream().map(Step::shown).collect(Collectors.joining()))
                .as("what was said is in gitops-cli/target/docs/ten-commands.txt")
                .isEqualTo(steps.stream().map(Step::said).collect(Collectors.joining()));
    }

    @Test
    void theyAreTen() throws Exception {
        String page = Files.readString(Path.of("../docs/ten-commands.md"));
        String untilProduction = page.substring(0, page.indexOf("## What runs where"));
        assertThat(untilProduction.lines().filter(line -> line.startsWith("$ ")))
                .hasSize(10);
    }
}
