package dev.gitops.cluster.client;

import dev.gitops.api.GitOpsException;

/** The server answered something that this request should not get. */
public final class UnexpectedAnswerException extends GitOpsException {

    private final int code;

    /**
     * An answer nobody expects.
     *
     * @param cluster the cluster's name in the inventory
     * @param call what was asked
     * @param answer what came
     */
    public UnexpectedAnswerException(String cluster, Call call, Answer answer) {
        super("cluster " + cluster + ": " + call + " was answered " + answer.code() + ": " + answer.message(), null);
        this.code = answer.code();
    }

    /** {@return the HTTP status} */
    public int code() {
        return code;
    }
}
