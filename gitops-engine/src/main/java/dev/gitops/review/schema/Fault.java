package dev.gitops.review.schema;

/**
 * What is wrong with an object.
 *
 * @param kind what it is
 * @param path the field's path, as in {@code spec.replicas}; empty for the object itself
 * @param text what is wrong, a sentence
 */
public record Fault(Kind kind, String path, String text) {

    /** What can be wrong. */
    public enum Kind {
        /** The kind does not have the field. */
        UNKNOWN_FIELD,
        /** The value has another type. */
        WRONG_TYPE,
        /** The value is not allowed. */
        WRONG_VALUE,
        /** A field is missing. */
        MISSING_FIELD,
        /** The version of the kind is served no longer. */
        UNKNOWN_VERSION,
        /** A rule of the kind is broken. */
        RULE_BROKEN
    }
}
