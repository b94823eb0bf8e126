package dev.gitops.engine.workspace;

import dev.gitops.api.ChangeRequest;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.ImageChange;
import dev.gitops.api.ImmutableDeploymentRecord;
import dev.gitops.api.ImmutableRecordQuery;
import dev.gitops.api.Operation;
import dev.gitops.api.RecordQuery;
import dev.gitops.api.ReleasedImage;
import dev.gitops.change.Trailers;
import dev.gitops.change.Trailers.Origin;
import dev.gitops.record.Ulid;
import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.Forge;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Records of changes whose process ended after the push and before the record: whoever comes next makes up for them, from the commits' trailers. The id of such a record is told by the commit, so that
 * two who make up for it at once make one.
 */
public record LeftOut(Place place, Connections connections) {

    private static final Set<Operation> CHANGES =
            Set.of(Operation.RELEASE, Operation.PROMOTE, Operation.ROLLBACK, Operation.SET);
    private static final int NEWEST = 10;
    static final Duration OLDEST = Duration.ofDays(7);

    static final String WRITTEN_LATER =
            "written later, from the trailers of the commit: the process that made the change ended before it could";

    /** Whoever pushed may be about to write the record himself. */
    private static final Duration WAITED = Duration.ofSeconds(3);

    /**
     * Writes what is missing of the newest changes at a tip, up to the first that has a record. What this command did is done and recorded: where the missing ones cannot be written now, that is told, and
     * the next command tries again.
     */
    public void makeUp(Snapshot tip) {
        try {
            write(tip);
        } catch (GitOpsException later) {
            connections
                    .settings()
                    .progress()
                    .tell("records of earlier changes of " + place.inWords() + " may be missing: "
                            + later.getMessage());
        }
    }

    private void write(Snapshot tip) {
        Instant now = connections.settings().clock().instant();
        List<DeploymentRecord> missing = new ArrayList<>();
        for (CommitInfo commit : candidates(tip)) {
            if (commit.asked().isBefore(now.minus(OLDEST)) || isRecorded(commit) || comes(commit, now)) {
                break;
            }
            Optional<DeploymentRecord> record = record(commit, now);
            if (record.isEmpty()) {
                break;
            }
            missing.add(0, record.get());
        }
        missing.forEach(new Recorder(place, connections)::writeOnce);
    }

    private List<CommitInfo> candidates(Snapshot tip) {
        return place.history(tip, NEWEST).stream()
                .flatMap(commit -> Trailers.part(
                        commit, place.app().name(), place.environment().name())
                        .stream())
                .filter(commit -> operation(commit).filter(CHANGES::contains).isPresent())
                .toList();
    }

    private static Optional<Operation> operation(CommitInfo commit) {
        return commit.trailer(Trailers.OPERATION).flatMap(Operation::ofWord);
    }

    /** The id of the record of a change that one commit made. */
    static String idOf(CommitInfo commit, String app, EnvironmentName environment) {
        return Ulid.of(commit.asked(), commit.id() + " " + app + " " + environment);
    }

    private boolean isRecorded(CommitInfo commit) {
        return isRecorded(RecordQuery.builder().commit(commit.id()));
    }

    private boolean isRecorded(ImmutableRecordQuery.Builder query) {
        return place.workspace()
                        .records()
                        .search(query.app(place.app().name())
                                .environment(place.environment().name())
                                .operations(CHANGES)
                                .limit(0)
                                .build())
                        .total()
                > 0;
    }

    private boolean comes(CommitInfo commit, Instant now) {
        return comes(commit, now, () -> isRecorded(commit));
    }

    /** Waits for a record that is about to be written; true where it was. */
    static boolean comes(CommitInfo commit, Instant now, BooleanSupplier isRecorded) {
        Duration left = WAITED.minus(Duration.between(commit.time(), now).abs());
        while (!left.isNegative() && !left.isZero()) {
            Duration pause = left.compareTo(Duration.ofMillis(500)) > 0 ? Duration.ofMillis(500) : left;
            try {
                Thread.sleep(pause.toMillis());
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return true;
            }
            if (isRecorded.getAsBoolean()) {
                return true;
            }
            left = left.minus(pause);
        }
        return false;
    }

    /** Empty where the record of its change request tells of it already: a rebase or squash made another commit of the same change. */
    private Optional<DeploymentRecord> record(CommitInfo commit, Instant now) {
        Optional<ChangeRequest> request = place.environment().isProtected() ? request(commit) : Optional.empty();
        if (request.isPresent()
                && isRecorded(RecordQuery.builder().changeRequest(request.get().url()))) {
            return Optional.empty();
        }
        Origin origin = Origin.of(commit);
        ImmutableDeploymentRecord.Builder record = DeploymentRecord.builder()
                .id(idOf(commit, place.app().name(), place.environment().name()))
                .app(place.app().name())
                .environment(place.environment().name())
                .operation(operation(commit).orElseThrow())
                .outcome(request.isPresent() ? "merged" : "committed")
                .fromEnvironment(commit.trailer(Trailers.FROM).map(EnvironmentName::of))
                .requestedBy(commit.trailer(Trailers.REQUESTED_BY).orElse(commit.author()))
                .reason(commit.trailer(Trailers.REASON))
                .images(images(commit))
                .sourceCommits(Stream.ofNullable(origin.sourceCommit()).toList())
                .commit(commit.id())
                .changeRequest(request)
                .started(commit.asked())
                .ended(commit.time().isAfter(now) ? now : commit.time())
                .buildUrl(Optional.ofNullable(origin.buildUrl()))
                .addNotices(WRITTEN_LATER);
        Optional.ofNullable(origin.build()).ifPresent(record::build);
        return Optional.of(record.build());
    }

    private Optional<ChangeRequest> request(CommitInfo commit) {
        return place.workspace()
                .forge()
                .flatMap(forge -> forge.mergedWith(commit.id(), place.branch()).stream()
                        .map(Forge.Details::request)
                        .findFirst());
    }

    private List<ImageChange> images(CommitInfo commit) {
        List<ReleasedImage> before = commit.parents().isEmpty()
                ? List.of()
                : place.manifests()
                        .release(
                                place.workspace()
                                        .repository()
                                        .at(commit.parents().get(0)),
                                place.target());
        List<ReleasedImage> after =
                place.manifests().release(place.workspace().repository().at(commit.id()), place.target());
        var old = before.stream().collect(Collectors.toMap(ReleasedImage::name, ReleasedImage::image, (a, b) -> a));
        return after.stream()
                .filter(image -> Objects.nonNull(image.image()))
                .map(image -> new ImageChange(image.name(), old.get(image.name()), image.image()))
                .toList();
    }
}
