package dev.gitops.git;

import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/**
 * A tag to be made, of a commit of its own, since hosts show no tags of anything else.
 *
 * @param name its name, as in {@code audit/store/12}
 * @param tagger who makes tag and commit, as {@code name <mail>}
 * @param when the time of both
 * @param subject the commit's message
 * @param files the commit's files by name; all in one folder
 * @param message the tag's message; it ends with a line end
 * @param signature makes the armoured signature that follows the message, of the tag's bytes so far
 */
public record SignedTag(
        String name,
        String tagger,
        Instant when,
        String subject,
        Map<String, String> files,
        String message,
        Function<byte[], String> signature) {

    /** Copies the files. */
    public SignedTag {
        files = Map.copyOf(files);
    }
}
