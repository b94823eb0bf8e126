package dev.gitops.engine.reading;

import dev.gitops.api.ReleasedImage;
import dev.gitops.spi.Closure;
import dev.gitops.spi.SourceTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the files of an environment say.
 *
 * @param closure the paths that decide its manifests
 * @param release the images it has
 * @param trace what it was read from; empty where nobody knows
 */
public record Reading(Closure closure, List<ReleasedImage> release, Optional<Trace> trace) {

    /** Copies the images. */
    public Reading {
        release = List.copyOf(release);
    }

    /**
     * Whether two trees, of which one was read to this, have an environment in the same state; empty where the other one has to be read to tell. Where a path that decided the one differs in the other,
     * they are not the same, whatever else decides the other.
     */
    Optional<Boolean> isSame(SourceTree read, SourceTree other) {
        Set<String> deciding = closure.all();
        boolean differs =
                !read.isSame(around(deciding), other) && deciding.stream().anyMatch(path -> !read.isSame(path, other));
        return differs
                ? Optional.of(false)
                : trace.filter(known -> known.holdsAsIn(read, other)).map(known -> true);
    }

    /** The folder that all paths are in: where that is the same, none needs a look. */
    private static String around(Set<String> paths) {
        @Nullable String around = null;
        for (String path : paths) {
            around = around == null ? path : around;
            while (!path.equals(around) && !path.startsWith(around + "/") && !around.isEmpty()) {
                around = around.substring(0, Math.max(0, around.lastIndexOf('/')));
            }
        }
        return around == null ? "" : around;
    }
}
