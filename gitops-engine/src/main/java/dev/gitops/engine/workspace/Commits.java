package dev.gitops.engine.workspace;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.git.GitException;
import dev.gitops.repository.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds commits that a person named. */
public final class Commits {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{4,40}");
    private static final int FULL = 40;
    private static final String TIP = "HEAD";

    private Commits() {}

    /**
     * The commit of that full or abbreviated id, or the environment's newest one by the name of {@code HEAD}.
     *
     * @throws InvalidInputException if there is none, or several begin so
     */
    public static Snapshot named(Place place, String id) {
        return find(place, place.tip(), id)
                .orElseThrow(() -> refuse(place, id, "the config repository has no such commit"));
    }

    /** The commit of that full id, or of the history of a tip by its abbreviated id, or the tip itself. */
    public static Optional<Snapshot> find(Place place, Snapshot tip, String id) {
        if (id.equals(TIP)) {
            return Optional.of(tip);
        }
        if (!ID.matcher(id).matches()) {
            throw refuse(place, id, "is no commit id: 4 to 40 hexadecimal digits, or HEAD");
        }
        if (id.length() == FULL) {
            try {
                return Optional.of(place.workspace().repository().at(id));
            } catch (GitException.MissingCommit missing) {
                return Optional.empty();
            }
        }
        List<String> ids = tip.commitsBeginning(id);
        if (ids.size() > 1) {
            throw refuse(place, id, "stands for " + ids.size() + " commits: " + String.join(", ", ids));
        }
        return ids.stream().findFirst().map(place.workspace().repository()::at);
    }

    private static InvalidInputException refuse(Place place, String id, String why) {
        return new InvalidInputException(
                "the request",
                List.of(Problem.of(
                        "commit",
                        id,
                        why,
                        "gitops history " + place.app().name() + " --in "
                                + place.environment().name() + " shows the commits")));
    }
}
