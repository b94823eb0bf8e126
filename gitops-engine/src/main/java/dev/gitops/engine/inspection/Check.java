package dev.gitops.engine.inspection;

import dev.gitops.api.CheckReport;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.api.model.RepositorySpec;
import dev.gitops.engine.reading.Reading;
import dev.gitops.engine.reading.Readings;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.HomeCandidates;
import dev.gitops.engine.workspace.Place;
import dev.gitops.git.GitException;
import dev.gitops.repository.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Whether every environment renders and has the images of the inventory, whether no two applications share files, and whether people own the files of the protected ones. */
public final class Check {

    private final Connections connections;
    private final Optional<String> commit;
    private final Ownership ownership;
    private final Readings readings;
    private final SharedPaths shared = new SharedPaths();
    private final Tips tips = new Tips();
    private final Map<RepositorySpec, Snapshot> commits = new ConcurrentHashMap<>();
    private final Map<RepositorySpec, List<Problem>> undecided = new ConcurrentHashMap<>();

    /** A check of the branches' tips, or of one commit. */
    public Check(Connections connections, Optional<String> commit) {
        this.connections = connections;
        this.commit = commit;
        this.ownership = new Ownership(connections.inventory());
        this.readings = Readings.ofAll(connections.settings());
    }

    /** Looks at every application in every environment; all problems at once. */
    public CheckReport run() {
        List<CheckReport> looks = AllPlaces.map(connections, "checking", this::look);
        readings.keep();
        return new CheckReport(
                looks.stream().mapToInt(CheckReport::checked).sum(),
                Stream.concat(all(looks, CheckReport::invalid).stream(), shared.problems().stream())
                        .toList(),
                all(looks, CheckReport::unguarded),
                all(looks, CheckReport::notices));
    }

    private static <T> List<T> all(List<CheckReport> looks, Function<CheckReport, List<T>> part) {
        return looks.stream().map(part).flatMap(List::stream).distinct().toList();
    }

    private CheckReport look(Place place) {
        if (commit.isPresent() && place.environment().branch().isPresent()) {
            return new CheckReport(
                    0,
                    List.of(),
                    List.of(),
                    List.of(place.inWords() + " is decided by the branch " + place.branch()
                            + ", so it was not looked at here"));
        }
        try {
            Snapshot snapshot = snapshot(place);
            List<Problem> undecided = undecided(place, snapshot);
            if (!undecided.isEmpty()) {
                return invalid(undecided);
            }
            List<String> notices = readings.notices(place, snapshot);
            Reading reading = readings.of(place, snapshot);
            shared.own(place, reading.closure().own());
            return new CheckReport(
                    1,
                    new MissingImages(place, snapshot).beside(reading.release()),
                    place.environment().isProtected()
                            ? ownership.missing(place, snapshot, reading.closure())
                            : List.of(),
                    notices.stream()
                            .map(notice -> place.inWords() + ": " + notice)
                            .toList());
        } catch (InvalidInputException unusable) {
            return invalid(unusable.problems().stream()
                    .map(problem -> about(place, problem))
                    .toList());
        } catch (GitException.MissingBranch | GitException.MissingRepository | GitException.MissingCommit absent) {
            return invalid(List.of(Problem.of("config", place.workspace().spec().repository(), message(absent), null)));
        }
    }

    /** Told once of the branch that keeps the inventory. */
    private List<Problem> undecided(Place place, Snapshot snapshot) {
        RepositorySpec spec = place.workspace().spec();
        boolean isInventorys =
                connections.inventory().config().filter(spec::equals).isPresent()
                        && place.branch().equals(spec.branch());
        return isInventorys
                ? undecided.computeIfAbsent(spec, absent -> new HomeCandidates(connections).problems(snapshot))
                : List.of();
    }

    private static CheckReport invalid(List<Problem> problems) {
        return new CheckReport(1, problems, List.of(), List.of());
    }

    private Snapshot snapshot(Place place) {
        return commit.map(id -> commits.computeIfAbsent(
                        place.workspace().spec(),
                        absent -> place.workspace().repository().at(id)))
                .orElseGet(() -> tips.of(place));
    }

    /** A file says itself where the problem is, and may be shared; what stands in no file is told of its environment. */
    private static Problem about(Place place, Problem problem) {
        return problem.file() != null
                ? problem
                : new Problem(
                        null,
                        0,
                        0,
                        problem.key(),
                        problem.value(),
                        place.inWords() + ": " + problem.message(),
                        problem.hint());
    }

    private static String message(GitOpsException failure) {
        return String.valueOf(failure.getMessage());
    }
}
