package dev.gitops.kustomize.errors;

import dev.gitops.api.GitOpsException;
import org.jspecify.annotations.Nullable;

/** A build that failed: what was being built, on which file, and why. */
public class KustomizeException extends GitOpsException {

    /**
     * An error.
     *
     * @param message what is wrong
     */
    public KustomizeException(String message) {
        super(message, null);
    }

    /**
     * An error with its cause.
     *
     * @param message what is wrong
     * @param cause what was thrown, or null
     */
    public KustomizeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * An error, with what was being done when it came up in front.
     *
     * @param doing as in {@code accumulating resources}
     * @param error what came up
     * @return the error to throw
     */
    public static KustomizeException wrap(String doing, RuntimeException error) {
        String message = doing + ": " + error.getMessage();
        return error instanceof RefusedException
                ? new RefusedException(message)
                : new KustomizeException(message, error);
    }
}
