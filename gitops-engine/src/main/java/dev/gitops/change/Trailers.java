package dev.gitops.change;

import dev.gitops.api.Change;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.Operation;
import dev.gitops.api.Release;
import dev.gitops.api.ReleasedImage;
import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.CommitInfo.Trailer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The trailers of our commits: what a commit says of the application, environment and release it is about. */
public final class Trailers {

    /** The application. */
    public static final String APP = "GitOps-App";

    /** The environment. */
    public static final String ENVIRONMENT = "GitOps-Environment";

    /** What was done. */
    public static final String OPERATION = "GitOps-Operation";

    /** Where a promotion came from. */
    public static final String FROM = "GitOps-From";

    /** An image, {@code name=reference}; one trailer each. */
    public static final String IMAGE = "GitOps-Image";

    /** The number of the build. */
    public static final String BUILD = "GitOps-Build";

    /** The commit of the application's source. */
    public static final String SOURCE_COMMIT = "Source-Commit";

    /** Where the build can be read. */
    public static final String BUILD_URL = "Build-Url";

    /** Who asked. */
    public static final String REQUESTED_BY = "Requested-By";

    /** Why. */
    public static final String REASON = "Reason";

    /** The name of a claim that is deleted with a removed application; one trailer each. */
    public static final String CLAIM = "GitOps-Claim";

    private Trailers() {}

    /** The values of all trailers of a key. */
    public static List<String> all(CommitInfo commit, String key) {
        return commit.trailers().stream()
                .filter(trailer -> trailer.key().equalsIgnoreCase(key))
                .map(Trailer::value)
                .toList();
    }

    /** The trailers of a removal. */
    public static List<Trailer> ofRemoval(String app, Change.Removal removal, String actor) {
        List<Trailer> trailers = new ArrayList<>();
        trailers.add(new Trailer(APP, app));
        removal.environments().forEach(name -> trailers.add(new Trailer(ENVIRONMENT, name.value())));
        trailers.add(new Trailer(OPERATION, removal.operation().word()));
        removal.claims().stream().sorted().forEach(claim -> trailers.add(new Trailer(CLAIM, claim)));
        trailers.add(new Trailer(REQUESTED_BY, actor));
        String reason = removal.reason();
        if (reason != null) {
            trailers.add(new Trailer(REASON, reason));
        }
        return trailers;
    }

    /** The trailers of a commit, in the contract's order. */
    static List<Trailer> of(
            ChangeContext context,
            Operation operation,
            @Nullable EnvironmentName from,
            List<ReleasedImage> images,
            Origin origin,
            Optional<String> reason) {
        List<Trailer> trailers = new ArrayList<>();
        trailers.add(new Trailer(APP, context.app().name()));
        trailers.add(new Trailer(ENVIRONMENT, context.environment().name().value()));
        trailers.add(new Trailer(OPERATION, operation.word()));
        if (from != null) {
            trailers.add(new Trailer(FROM, from.value()));
        }
        images.forEach(image -> trailers.add(new Trailer(IMAGE, image.toString())));
        if (origin.build() != null) {
            trailers.add(new Trailer(BUILD, Long.toString(origin.build())));
        }
        if (origin.sourceCommit() != null) {
            trailers.add(new Trailer(SOURCE_COMMIT, origin.sourceCommit()));
        }
        if (origin.buildUrl() != null) {
            trailers.add(new Trailer(BUILD_URL, origin.buildUrl()));
        }
        trailers.add(new Trailer(REQUESTED_BY, context.actor()));
        reason.ifPresent(why -> trailers.add(new Trailer(REASON, why)));
        return trailers;
    }

    /**
     * Whether a commit says that it is about an application's environment.
     *
     * @param commit the commit
     * @param app the application
     * @param environment the environment
     * @return true if its trailers name both
     */
    public static boolean about(CommitInfo commit, String app, EnvironmentName environment) {
        return commit.trailer(APP).filter(app::equals).isPresent()
                && commit.trailer(ENVIRONMENT)
                        .filter(environment.value()::equals)
                        .isPresent();
    }

    /**
     * The build a release came from.
     *
     * @param build its number; null where there is none
     * @param sourceCommit the source's commit; null where it is not known
     * @param buildUrl where it can be read; null where it is not known
     */
    public record Origin(
            @Nullable Long build,
            @Nullable String sourceCommit,
            @Nullable String buildUrl) {

        /** Nothing is known. */
        public static final Origin UNKNOWN = new Origin(null, null, null);

        /**
         * What a release says.
         *
         * @param release the release
         * @return where it came from
         */
        public static Origin of(Release release) {
            return new Origin(release.build(), release.sourceCommit(), release.buildUrl());
        }

        /**
         * What a commit's trailers say.
         *
         * @param commit the commit
         * @return where its release came from
         */
        public static Origin of(CommitInfo commit) {
            return new Origin(
                    commit.trailer(BUILD).flatMap(Origin::number).orElse(null),
                    commit.trailer(SOURCE_COMMIT).orElse(null),
                    commit.trailer(BUILD_URL).orElse(null));
        }

        private static Optional<Long> number(String text) {
            try {
                return Optional.of(Long.valueOf(text));
            } catch (NumberFormatException written) {
                return Optional.empty();
            }
        }
    }
}
