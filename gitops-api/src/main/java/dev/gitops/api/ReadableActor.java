package dev.gitops.api;

import java.util.List;
import java.util.Map;

/** The variables that name who acts, in a process whose locale may not be able to read them: Java puts U+FFFD there, and two people become one. */
final class ReadableActor {

    private ReadableActor() {}

    static void check(Map<String, String> environment) {
        List<Problem> problems = List.of("GITOPS_ACTOR", "BUILD_USER").stream()
                .filter(name -> environment.getOrDefault(name, "").indexOf('\uFFFD') >= 0)
                .map(name -> Problem.of(
                        name,
                        environment.get(name),
                        "has letters that cannot be read in the locale of this process",
                        "set LC_ALL=C.UTF-8"))
                .toList();
        if (!problems.isEmpty()) {
            throw new InvalidInputException("the environment", problems);
        }
    }
}
