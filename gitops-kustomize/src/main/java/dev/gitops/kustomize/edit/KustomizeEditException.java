package dev.gitops.kustomize.edit;

import dev.gitops.api.GitOpsException;
import org.jspecify.annotations.Nullable;

/** An edit of a kustomization cannot be made as it was asked for: a bad argument, a missing entry, one that is there already. Nothing was changed. */
public final class KustomizeEditException extends GitOpsException {

    KustomizeEditException(String message) {
        super(message, null);
    }

    KustomizeEditException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
