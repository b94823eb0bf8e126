package dev.gitops.git;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How commits are signed.
 *
 * @param format the kind of signature
 * @param key for SSH the file of the private key (or of the public one, where an agent has the private one); for GPG the key's id as {@code gpg --local-user} takes it
 */
public record CommitSigning(Format format, String key) {

    private static final String KEY = "GITOPS_SIGNING_KEY";
    private static final String FORMAT = "GITOPS_SIGNING_FORMAT";

    /** The kinds of signature that hosts check. */
    public enum Format {
        /** An SSH key. */
        SSH,
        /** An OpenPGP key, by the {@code gpg} program. */
        GPG
    }

    /**
     * What the variables {@code GITOPS_SIGNING_KEY} and {@code GITOPS_SIGNING_FORMAT} ({@code ssh}, the default, or {@code gpg}) say.
     *
     * @param environment the variables
     * @return how to sign; empty where no key is named
     * @throws InvalidInputException where the format is neither
     */
    public static Optional<CommitSigning> of(Map<String, String> environment) {
        String key = environment.getOrDefault(KEY, "");
        String format = environment.getOrDefault(FORMAT, "").toLowerCase(Locale.ROOT);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        return switch (format) {
            case "", "ssh" -> Optional.of(new CommitSigning(Format.SSH, key));
            case "gpg" -> Optional.of(new CommitSigning(Format.GPG, key));
            default ->
                throw new InvalidInputException(
                        "the environment",
                        List.of(Problem.of(FORMAT, format, "is no kind of signature", "ssh or gpg")));
        };
    }
}
