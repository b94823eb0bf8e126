package dev.gitops.cli.command;

import dev.gitops.api.GitOps;
import dev.gitops.api.Settings;
import dev.gitops.api.review.Review;
import dev.gitops.api.review.ReviewRequest;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.option.CommonOptions.Format;
import dev.gitops.cli.option.HasFormats;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Json;
import dev.gitops.engine.review.CloneReview;
import dev.gitops.review.told.ReviewHtml;
import dev.gitops.review.told.ReviewJson;
import dev.gitops.review.told.ReviewMarkdown;
import dev.gitops.review.told.ReviewText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gitops review}. */
@Command(
        name = "review",
        description = "Says what a change would do: differences in words, findings, and whose approval it needs.")
public final class ReviewCommand implements Callable<Integer>, HasFormats {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--from",
            paramLabel = "BASE",
            required = true,
            description = "The target: a branch or the full id of a commit.")
    private String from = "";

    @Option(
            names = "--to",
            paramLabel = "HEAD",
            required = true,
            description = "The change: a branch or the full id of a commit; HEAD is what a clone has checked out.")
    private String to = "";

    @Option(names = "--request", paramLabel = "N", description = "The number of the change request, told on.")
    private @Nullable Long request;

    @Option(
            names = "--branch",
            paramLabel = "B",
            description = "The branch the change is meant for (default: that of the inventory).")
    private @Nullable String branch;

    @Option(
            names = "--clone",
            paramLabel = "DIR",
            description =
                    "Look at this clone, without connecting and without any login; the target's inventory counts.")
    private @Nullable Path clone;

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description =
                    "Check objects with this besides: an OpenAPI v3 document of a cluster, or CustomResourceDefinitions.")
    private List<Path> schemas = new ArrayList<>();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "How many characters the markdown may have (default: 60000).")
    private int limit = ReviewMarkdown.USUAL_LIMIT;

    @Option(
            names = "--write",
            paramLabel = "DIR",
            description = "Write review.json, review.md and review.html there as well.")
    private @Nullable Path write;

    /** For picocli. */
    public ReviewCommand() {}

    @Override
    public Set<Format> formats() {
        return Set.of(Format.markdown, Format.html);
    }

    @Override
    public Integer call() throws IOException {
        if (limit < ReviewMarkdown.SMALLEST) {
            throw Arguments.refuse(
                    "--limit",
                    Integer.toString(limit),
                    "is too small for a comment",
                    "give " + ReviewMarkdown.SMALLEST + " or more");
        }
        Review review = clone == null ? reviewOfRepository() : reviewOfClone(clone);
        if (write != null) {
            Files.createDirectories(write);
            Files.writeString(write.resolve("review.json"), ReviewJson.text(review) + "\n");
            Files.writeString(write.resolve("review.md"), markdown(review));
            Files.writeString(write.resolve("review.html"), ReviewHtml.of(review));
        }
        common.print(
                common.json() ? Json.parse(ReviewJson.text(review)) : Json.object(),
                switch (common.format()) {
                    case "markdown" -> markdown(review);
                    case "html" -> ReviewHtml.of(review);
                    default -> ReviewText.of(review);
                });
        return switch (review.verdict()) {
            case PASSED -> ExitCode.DONE;
            case BLOCKED -> ExitCode.REFUSED;
            case INVALID -> ExitCode.INVALID;
        };
    }

    private String markdown(Review review) {
        return new ReviewMarkdown(limit, true, Optional.empty()).of(review);
    }

    private Review reviewOfRepository() throws IOException {
        try (GitOps gitops = common.open()) {
            return gitops.review(request(Optional.empty()));
        }
    }

    /** The inventory's place in the clone is all that is taken from the work tree, which may be a stranger's. */
    private Review reviewOfClone(Path folder) throws IOException {
        Settings settings = common.settings();
        Path root = folder.toAbsolutePath().normalize();
        Path file = common.inventoryFile(settings).toAbsolutePath().normalize();
        Optional<String> path = file.startsWith(root)
                ? Optional.of(root.relativize(file).toString().replace('\\', '/'))
                : Optional.empty();
        boolean found =
                Files.exists(file) || settings.variable("GITOPS_INVENTORY").isPresent();
        return CloneReview.of(folder, settings, request(found ? path : Optional.empty()));
    }

    private ReviewRequest request(Optional<String> inventoryPath) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path schema : schemas) {
            if (!Files.isRegularFile(schema)) {
                throw Arguments.refuse("--schema", schema.toString(), "is no file", "name a file");
            }
            texts.add(Files.readString(schema));
        }
        return new ReviewRequest(
                Arguments.line("--from", from),
                Arguments.line("--to", to),
                Optional.ofNullable(request).map(String::valueOf),
                Optional.ofNullable(branch).map(name -> Arguments.line("--branch", name)),
                inventoryPath,
                texts);
    }
}
