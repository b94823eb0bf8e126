package dev.gitops.yaml;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A YAML file cannot be read, or an edit of it was refused. Nothing was changed: an edit is made whole or not at all. */
public final class YamlEditException extends InvalidInputException {

    YamlEditException(String what, Problem problem, @Nullable Throwable cause) {
        super(what, List.of(problem), cause);
    }

    /** {@return what is wrong, with file, line, column, path and advice} */
    public Problem problem() {
        return problems().get(0);
    }
}
