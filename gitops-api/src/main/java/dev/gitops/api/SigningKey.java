package dev.gitops.api;

import java.nio.file.Path;
import java.util.Objects;

/**
 * The key that commits are signed with.
 *
 * @param format the kind of signature
 * @param key for SSH the file of the private key (or of the public one, where an agent has the private one); for GPG the key's id as {@code gpg --local-user} takes it
 */
public record SigningKey(Format format, String key) {

    /** Refuses null. */
    public SigningKey {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(key, "key");
    }

    /** The kinds of signature that hosts check. */
    public enum Format {
        /** An SSH key. */
        SSH,
        /** An OpenPGP key, by the {@code gpg} program. */
        GPG
    }

    /**
     * An SSH key.
     *
     * @param file the private key, without a passphrase or in an agent
     * @return the key
     */
    public static SigningKey ssh(Path file) {
        return new SigningKey(Format.SSH, Objects.requireNonNull(file, "file").toString());
    }

    /**
     * An OpenPGP key.
     *
     * @param id its id
     * @return the key
     */
    public static SigningKey gpg(String id) {
        Objects.requireNonNull(id, "id");
        return new SigningKey(Format.GPG, id);
    }
}
