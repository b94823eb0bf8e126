package dev.gitops.jobdsl.dsl;

/** The script called something that the context it stands in does not have, or with arguments it does not take. */
final class MisplacedCall extends RuntimeException {

    MisplacedCall(String message) {
        super(message);
    }
}
