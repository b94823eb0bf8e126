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
     * What a commit says of an application's environment. A commit of several applications has a block of trailers for each, which begins with the application; what stands before the first block is said
     * of all.
     *
     * @param commit the commit
     * @param app the application
     * @param environment the environment
     * @return the commit with the trailers of that block alone; empty where it says nothing of it
     */
    public static Optional<CommitInfo> part(CommitInfo commit, String app, EnvironmentName environment) {
        return parts(commit).stream()
                .filter(part -> part.trailer(APP).filter(app::equals).isPresent()
                        && part.trailer(ENVIRONMENT)
                                .filter(environment.value()::equals)
                                .isPresent())
                .findFirst();
    }

    /**
     * What a commit that changed an environment's files says of it, by whatever name: applications are renamed, and a commit of one application is about that one.
     *
     * @param commit the commit
     * @param app the application
     * @param environment the environment
     * @return the commit with the trailers of its block, with its only one, or, where it has several about others, with none
     */
    public static CommitInfo said(CommitInfo commit, String app, EnvironmentName environment) {
        return part(commit, app, environment)
                .orElseGet(() -> parts(commit).size() <= 1 ? commit : with(commit, List.of()));
    }

    /**
     * What a commit says, application by application.
     *
     * @param commit the commit
     * @return the commit once for each block; none where no trailer names an application
     */
    public static List<CommitInfo> parts(CommitInfo commit) {
        List<Trailer> common = new ArrayList<>();
        List<List<Trailer>> blocks = new ArrayList<>();
        for (Trailer trailer : commit.trailers()) {
            if (trailer.key().equalsIgnoreCase(APP)) {
                blocks.add(new ArrayList<>(common));
            }
            (blocks.isEmpty() ? common : blocks.get(blocks.size() - 1)).add(trailer);
        }
        return blocks.size() == 1
                ? List.of(commit)
                : blocks.stream().map(block -> with(commit, block)).toList();
    }

    private static CommitInfo with(CommitInfo commit, List<Trailer> trailers) {
        return new CommitInfo(
                commit.id(),
                commit.parents(),
                commit.author(),
                commit.asked(),
                commit.time(),
                commit.subject(),
                commit.body(),
                trailers);
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
