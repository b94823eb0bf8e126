package dev.gitops.engine.change;

import dev.gitops.api.GitOpsException;

/** The Git host does not take a push that stops or frees the line. */
public class PushRefusedException extends GitOpsException {

    PushRefusedException(String message) {
        super(message, null);
    }
}
