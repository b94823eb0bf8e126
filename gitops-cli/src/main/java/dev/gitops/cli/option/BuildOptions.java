package dev.gitops.cli.option;

import dev.gitops.api.App;
import dev.gitops.api.Release;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name what a build made: its images, and where they come from. */
public final class BuildOptions {

    @Option(
            names = "--image",
            paramLabel = "REF",
            required = true,
            description =
                    "An image with its tag, digest or both; one option each. NAME=REF where two images share a repository.")
    private List<String> images = List.of();

    @Option(
            names = "--build",
            paramLabel = "N",
            description = "The build's number; an older build never replaces a newer one.")
    private @Nullable Long build;

    @Option(names = "--source-commit", paramLabel = "C", description = "The commit of the application's source.")
    private @Nullable String sourceCommit;

    @Option(names = "--build-url", paramLabel = "U", description = "Where the build can be read.")
    private @Nullable String buildUrl;

    /** For picocli. */
    public BuildOptions() {}

    /** Refuses a number that is none of a build, before anything is opened. */
    public void check() {
        if (build != null && build < 0) {
            throw Arguments.refuse(
                    "--build", build.toString(), "is no number of a build", "give a whole number from 0, which rises");
        }
    }

    /**
     * The release that the build made.
     *
     * @param app the application
     * @return the release
     */
    public Release release(App app) {
        return new Release(
                ImageOption.match(app, images),
                build,
                sourceCommit == null ? null : Arguments.sourceCommit(sourceCommit),
                buildUrl == null ? null : Arguments.url("--build-url", buildUrl));
    }
}
