package dev.gitops.manifests;

/** A document is no Kubernetes object. Whoever knows its file catches this. */
final class NoObjectException extends RuntimeException {

    private final String why;
    private final String hint;

    NoObjectException(String why, String hint) {
        super(why, null, false, false);
        this.why = why;
        this.hint = hint;
    }

    String why() {
        return why;
    }

    String hint() {
        return hint;
    }
}
