package dev.gitops.git;

/**
 * How commits are signed.
 *
 * @param format the kind of signature
 * @param key for SSH the file of the private key (or of the public one, where an agent has the private one); for GPG the key's id as {@code gpg --local-user} takes it
 */
public record CommitSigning(Format format, String key) {

    /** The kinds of signature that hosts check. */
    public enum Format {
        /** An SSH key. */
        SSH,
        /** An OpenPGP key, by the {@code gpg} program. */
        GPG
    }
}
