package dev.gitops.api;

import java.util.Set;

/** The words by which outcomes stand in JSON and in records; they are part of the contract. */
final class OutcomeWords {

    static final String VERIFIED = "verified";
    static final String UNCHANGED = "unchanged";
    static final String FAILED = "failed";
    static final String ABORTED = "aborted";
    static final String REFUSED = "refused";
    static final String COMMITTED = "committed";
    static final String REQUESTED = "requested";
    static final String MERGED = "merged";
    static final String CLOSED = "closed";
    static final String UP_TO_DATE = "upToDate";
    static final String SUPERSEDED = "superseded";
    static final String CONFLICTING = "conflicting";

    static final Set<String> ALL = Set.of(
            VERIFIED,
            UNCHANGED,
            FAILED,
            ABORTED,
            REFUSED,
            COMMITTED,
            REQUESTED,
            MERGED,
            CLOSED,
            UP_TO_DATE,
            SUPERSEDED,
            CONFLICTING);

    private OutcomeWords() {}
}
