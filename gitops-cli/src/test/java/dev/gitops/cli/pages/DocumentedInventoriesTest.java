package dev.gitops.cli.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.gitops.api.Inventory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The inventories that the documentation shows are such. */
class DocumentedInventoriesTest {

    private static final Pattern BLOCK =
            Pattern.compile("```yaml\\n(apiVersion: gitops.dev/v1\\n.*?)```", Pattern.DOTALL);

    @Test
    void areValid() throws IOException {
        List<String> inventories;
        try (Stream<Path> pages = Stream.concat(Stream.of(Path.of("../README.md")), Files.list(Path.of("../docs")))) {
            inventories = pages.filter(page -> page.toString().endsWith(".md"))
                    .flatMap(page -> BLOCK.matcher(text(page)).results())
                    .map(MatchResult::group)
                    .map(block -> block.replaceAll("^```yaml\\n|```$", ""))
                    .toList();
        }
        assertThat(inventories).hasSizeGreaterThanOrEqualTo(2);
        inventories.forEach(inventory ->
                assertThatCode(() -> Inventory.parse(inventory)).as(inventory).doesNotThrowAnyException());
    }

    private static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
