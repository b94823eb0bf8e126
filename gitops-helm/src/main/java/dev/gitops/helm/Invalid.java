package dev.gitops.helm;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes errors. */
final class Invalid {

    private Invalid() {}

    static InvalidInputException file(String what, String file, String message, @Nullable String hint) {
        return new InvalidInputException(what, List.of(new Problem(file, 0, 0, null, null, message, hint)));
    }

    static InvalidInputException of(String what, Problem problem) {
        return new InvalidInputException(what, List.of(problem));
    }
}
