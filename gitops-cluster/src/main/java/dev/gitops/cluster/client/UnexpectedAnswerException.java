package dev.gitops.cluster.client;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.gitops.api.GitOpsException;

/** The server answered something that this request should not get. */
public final class UnexpectedAnswerException extends GitOpsException {

    private static final int LONGEST = 500;

    private final int code;

    /**
     * An answer nobody expects.
     *
     * @param cluster the cluster's name in the inventory
     * @param call what was asked
     * @param answer what came
     */
    public UnexpectedAnswerException(String cluster, Call call, Answer answer) {
        this(cluster, call, answer, "");
    }

    UnexpectedAnswerException(String cluster, Call call, Answer answer, String more) {
        super(
                "cluster " + cluster + ": " + call + " was answered " + answer.code() + ": " + brief(answer.message())
                        + more,
                null);
        this.code = answer.code();
    }

    /** What the API server does not say, as a proxy or a login page before it answers. */
    static UnexpectedAnswerException foreign(String cluster, Call call, Answer answer) {
        boolean json = answer.body().isContainerNode();
        String text = json ? Json.text(answer.body()) : answer.text();
        String what = json
                ? "no object of the API"
                : text.stripLeading().startsWith("<") ? "a web page, no JSON" : "no whole JSON";
        return new UnexpectedAnswerException(
                cluster,
                call,
                new Answer(answer.code(), MissingNode.getInstance(), what + " (" + brief(text) + ")"),
                "; something between this machine and the API server answers in its place (a proxy, a login page): check the server's URL and the proxy");
    }

    private static String brief(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }

    @Override
    public boolean retryable() {
        return code >= 500;
    }

    /** {@return the HTTP status} */
    public int code() {
        return code;
    }
}
