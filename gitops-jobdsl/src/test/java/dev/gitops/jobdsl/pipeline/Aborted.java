package dev.gitops.jobdsl.pipeline;

/** A build that somebody or a newer build ended, with the result that it has then. */
final class Aborted extends RuntimeException {

    private final String result;

    Aborted(String message) {
        this(message, "ABORTED");
    }

    Aborted(String message, String result) {
        super(message);
        this.result = result;
    }

    String result() {
        return result;
    }
}
