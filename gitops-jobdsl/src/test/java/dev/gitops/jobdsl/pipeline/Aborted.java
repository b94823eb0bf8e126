package dev.gitops.jobdsl.pipeline;

/** A person or a timeout stopped the build. */
final class Aborted extends RuntimeException {

    Aborted(String message) {
        super(message);
    }
}
