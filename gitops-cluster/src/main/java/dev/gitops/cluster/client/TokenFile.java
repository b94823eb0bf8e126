package dev.gitops.cluster.client;

import dev.gitops.api.InvalidInputException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A token that somebody writes anew from time to time. While it cannot be read the last one serves, as kubectl has it: the file may be exchanged just now. */
final class TokenFile {

    private final Supplier<String> file;
    private @Nullable String last;

    TokenFile(Supplier<String> file) {
        this.file = file;
    }

    /**
     * The token.
     *
     * @throws InvalidInputException if it could never be read
     */
    synchronized String token() {
        String known = last;
        try {
            String now = file.get();
            if (known == null || !now.isEmpty()) {
                known = now;
                last = now;
            }
        } catch (InvalidInputException unreadable) {
            if (known == null) {
                throw unreadable;
            }
        }
        return known;
    }
}
