package dev.gitops.engine.inspection;

import dev.gitops.api.Problem;
import dev.gitops.engine.workspace.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Which applications call the same files their own, so that a release of one would change the other. Safe for several threads. */
final class SharedPaths {

    private static final int NAMED = 5;

    /** The applications by path, of each branch of each repository. */
    private final Map<String, Map<String, Set<String>>> owners = new ConcurrentHashMap<>();

    /** Notes what an environment calls its own. */
    void own(Place place, Set<String> paths) {
        Map<String, Set<String>> branch = owners.computeIfAbsent(
                place.workspace().spec() + " " + place.branch(), absent -> new ConcurrentHashMap<>());
        for (String path : paths) {
            branch.computeIfAbsent(path, absent -> ConcurrentHashMap.newKeySet())
                    .add(place.app().name());
        }
    }

    /** A problem for each path that several applications have, or have parts of. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        new TreeMap<>(owners).values().forEach(branch -> {
            Map<String, Set<String>> together = new TreeMap<>();
            branch.forEach((path, apps) -> together.computeIfAbsent(topmost(path, branch), absent -> new TreeSet<>())
                    .addAll(apps));
            together.forEach((path, apps) -> {
                if (apps.size() > 1) {
                    problems.add(problem(path, List.copyOf(apps)));
                }
            });
        });
        return problems;
    }

    /** The path itself, or the highest folder above it that somebody calls his own. */
    private static String topmost(String path, Map<String, Set<String>> branch) {
        String top = path;
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            String above = path.substring(0, slash);
            top = branch.containsKey(above) ? above : top;
        }
        return top;
    }

    private static Problem problem(String path, List<String> apps) {
        int more = apps.size() - NAMED;
        String names = String.join(", ", apps.subList(0, Math.min(NAMED, apps.size())))
                + (more > 0 ? " and " + more + " more" : "");
        return Problem.of(
                "manifests",
                path,
                "the applications " + names + " share this path: a release of one would change the others",
                "give each application a folder of its own");
    }
}
