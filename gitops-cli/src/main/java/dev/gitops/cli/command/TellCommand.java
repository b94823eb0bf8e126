package dev.gitops.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.ChangeRequest;
import dev.gitops.api.GitOps;
import dev.gitops.api.review.Review;
import dev.gitops.api.review.ToldReview;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Json;
import dev.gitops.review.told.ReviewJson;
import dev.gitops.review.told.ReviewReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gitops tell}: the part of a review that holds the host's login and reads nothing of the change. */
@Command(
        name = "tell",
        description = "Tells a review on its change request: one comment, kept up to date, and a commit status.")
public final class TellCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "The review.json that gitops review wrote; none with --pending.")
    private @Nullable Path file;

    @Option(names = "--request", paramLabel = "N", description = "The number of the change request.")
    private @Nullable Long request;

    @Option(
            names = "--branch",
            paramLabel = "B",
            description = "In place of --request: the branch of this repository whose open change request it is.")
    private @Nullable String branch;

    @Option(
            names = "--commit",
            paramLabel = "C",
            required = true,
            description = "The full id of the commit that was reviewed.")
    private String commit = "";

    @Option(names = "--page", paramLabel = "URL", description = "Where the whole review is to be read.")
    private @Nullable String page;

    @Option(names = "--pending", description = "Say that a review has begun, and no more.")
    private boolean pending;

    /** For picocli. */
    public TellCommand() {}

    @Override
    public Integer call() throws IOException {
        if (pending == (file != null)) {
            throw Arguments.refuse(
                    "FILE", String.valueOf(file), "is one of two things to tell", "give a review.json or --pending");
        }
        if ((request == null) == (branch == null)) {
            throw Arguments.refuse(
                    "--request, --branch", "", "are two ways to name the change request", "give one of them");
        }
        Review review = file == null ? null : read(file);
        try (GitOps gitops = common.open()) {
            OptionalLong number = branch == null
                    ? OptionalLong.of(Objects.requireNonNull(request))
                    : gitops.openRequest(Arguments.line("--branch", branch)).stream()
                            .mapToLong(ChangeRequest::number)
                            .findFirst();
            if (number.isEmpty()) {
                common.print(
                        Json.object().put("outcome", "unasked"),
                        "unasked: no change request of " + branch + " is open; nothing was told");
                return ExitCode.DONE;
            }
            ToldReview told = tell(gitops, number.getAsLong(), review);
            common.print(json(told), text(told));
            return told.superseded() ? ExitCode.OVERTAKEN : ExitCode.DONE;
        }
    }

    private ToldReview tell(GitOps gitops, long number, @Nullable Review review) {
        if (review == null) {
            return gitops.tellPending(number, Arguments.line("--commit", commit));
        }
        return page == null ? gitops.tell(review, number) : gitops.tell(review, number, page);
    }

    /** Whoever wrote the file may name what commit he likes; the one that was to be reviewed is told by who started it. */
    private Review read(Path from) throws IOException {
        if (!Files.isRegularFile(from)) {
            throw Arguments.refuse("FILE", from.toString(), "is no file", "give the review.json of gitops review");
        }
        try (InputStream stream = Files.newInputStream(from)) {
            String text = new String(stream.readNBytes(ReviewJson.LARGEST + (2 << 20)), StandardCharsets.UTF_8);
            Review review = ReviewReader.read(text);
            if (!review.to().equals(commit)) {
                throw Arguments.refuse(
                        "FILE", review.to(), "is not the commit that was to be reviewed", "review " + commit);
            }
            return review;
        }
    }

    private static ObjectNode json(ToldReview told) {
        return Json.object()
                .put("outcome", told.superseded() ? "superseded" : "told")
                .put("url", told.url());
    }

    private static String text(ToldReview told) {
        return told.superseded()
                ? "superseded: " + told.url() + " has another newest commit by now, or is closed; nothing was told"
                : "told: " + told.url();
    }
}
