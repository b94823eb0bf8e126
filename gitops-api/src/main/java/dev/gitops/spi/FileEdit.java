package dev.gitops.spi;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The new content of one file, or its removal.
 *
 * @param path the path from the repository's root
 * @param content the file's whole new content; null removes the file
 */
@SuppressWarnings("ArrayRecordComponent")
public record FileEdit(String path, byte @Nullable [] content) {

    /** {@return the new content; empty where the file is removed} */
    public Optional<byte[]> newContent() {
        return Optional.ofNullable(content);
    }
}
