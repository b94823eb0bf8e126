package dev.gitops.audit.store.git;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.GitOpsException;
import dev.gitops.record.RecordJson;
import dev.gitops.spi.AuditStore.Verification;
import dev.gitops.spi.AuditStore.Visitor;
import dev.gitops.spi.RecordBranch;
import dev.gitops.spi.RecordBranch.FileChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The records of a branch in the order of its commits, those of one commit in the order of their ids. */
final class GitTrail {

    private static final int PIECE = 512;

    private final RecordBranch branch;
    private final List<RecordBranch.Entry> commits;

    GitTrail(RecordBranch branch) {
        this.branch = branch;
        this.commits = new ArrayList<>(branch.log());
        Collections.reverse(commits);
    }

    /** A record's file and the commit that added it. */
    private record Place(String path, String id, String commit) {}

    private List<Place> places() {
        List<Place> places = new ArrayList<>();
        for (RecordBranch.Entry commit : commits) {
            commit.changes().stream()
                    .filter(change -> change.added() && isRecord(change.path()))
                    .sorted(Comparator.comparing(GitTrail::fileName).thenComparing(FileChange::path))
                    .forEach(change -> places.add(new Place(change.path(), change.after(), commit.commit())));
        }
        return places;
    }

    private static String fileName(FileChange change) {
        return change.path().substring(change.path().lastIndexOf('/') + 1);
    }

    private static boolean isRecord(String path) {
        return path.startsWith(GitLayout.RECORDS + "/");
    }

    private interface Pieces {
        boolean piece(int first, List<Place> places, List<byte[]> contents);
    }

    /** Reads in pieces, so that what is missing here is fetched in few requests, and few records are in memory. */
    private void inPieces(List<Place> places, int from, Pieces visitor) {
        for (int first = from; first < places.size(); first += PIECE) {
            List<Place> piece = places.subList(first, Math.min(places.size(), first + PIECE));
            List<byte[]> contents =
                    branch.contents(piece.stream().map(Place::id).toList());
            if (!visitor.piece(first, piece, contents)) {
                return;
            }
        }
    }

    void read(long from, Visitor visitor) {
        List<Place> places = places();
        inPieces(places, (int) Math.min(from, places.size()), (first, piece, contents) -> {
            for (int i = 0; i < contents.size(); i++) {
                if (!visitor.visit((long) first + i, contents.get(i))) {
                    return false;
                }
            }
            return true;
        });
    }

    /**
     * Checks the commits and what each of them added.
     *
     * @param seen a commit that was the branch's tip at an earlier time
     */
    Verification verify(Optional<String> seen) {
        List<Place> places = places();
        Map<String, String> altered = new HashMap<>();
        commits.forEach(commit -> commit.changes().stream()
                .filter(change -> !change.added())
                .forEach(change -> altered.putIfAbsent(
                        change.path(),
                        (change.after().isEmpty() ? "removed" : "altered") + " by commit " + commit.commit())));
        Set<String> ids = new HashSet<>();
        String[] problem = {""};
        inPieces(places, 0, (first, piece, contents) -> {
            List<Optional<String>> found = IntStream.range(0, piece.size())
                    .parallel()
                    .mapToObj(i -> problem(piece.get(i), contents.get(i), altered))
                    .toList();
            for (int i = 0; i < piece.size() && problem[0].isEmpty(); i++) {
                String id = GitLayout.idOf(piece.get(i).path()).orElse("");
                problem[0] = found.get(i).orElse(ids.add(id) ? "" : "record " + id + " was inserted twice");
            }
            return problem[0].isEmpty();
        });
        if (problem[0].isEmpty()) {
            problem[0] = problemOfBranch(seen, altered, places);
        }
        return problem[0].isEmpty() ? Verification.whole(places.size()) : Verification.broken(ids.size(), problem[0]);
    }

    private static Optional<String> problem(Place place, byte[] json, Map<String, String> altered) {
        String path = place.path();
        Optional<String> id = GitLayout.idOf(path);
        if (id.isEmpty()) {
            return Optional.of(path + " was inserted by commit " + place.commit() + ": it is no record's place");
        }
        String name = "record " + id.get();
        if (altered.containsKey(path)) {
            return Optional.of(name + " was " + altered.get(path) + " (" + path + ")");
        }
        if (!place.id().equals(GitLayout.blobId(json, place.id().length()))) {
            return Optional.of(name + " was altered: its bytes are not those of Git object " + place.id());
        }
        try {
            DeploymentRecord record = RecordJson.read(json);
            return GitLayout.pathOf(record).equals(path)
                    ? Optional.empty()
                    : Optional.of(name + " stands in another's place (" + path + ")");
        } catch (GitOpsException e) {
            return Optional.of(name + " was altered: " + e.getMessage());
        }
    }

    private String problemOfBranch(Optional<String> seen, Map<String, String> altered, List<Place> places) {
        Optional<String> path = altered.keySet().stream().sorted().findFirst();
        if (path.isPresent()) {
            return path.get() + " was " + altered.get(path.get());
        }
        for (RecordBranch.Entry commit : commits) {
            if (commit.parents().size() > 1) {
                return "commit " + commit.commit() + " is a merge: another history was inserted";
            }
        }
        if (!commits.isEmpty() && !commits.get(0).parents().isEmpty()) {
            return "the history before commit " + commits.get(0).commit() + " is missing";
        }
        if (seen.isPresent()
                && commits.stream().noneMatch(commit -> commit.commit().equals(seen.get()))) {
            return "the branch was rewritten: commit " + seen.get() + ", once its tip, is not in its history";
        }
        String tip = commits.isEmpty() ? "" : commits.get(commits.size() - 1).commit();
        long there = branch.changes("", tip).stream()
                .filter(change -> isRecord(change.path()))
                .count();
        return there == places.size()
                ? ""
                : there + " records are on the branch, but its commits added " + places.size();
    }
}
