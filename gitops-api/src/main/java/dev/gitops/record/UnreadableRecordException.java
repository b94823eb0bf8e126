package dev.gitops.record;

import dev.gitops.api.GitOpsException;
import org.jspecify.annotations.Nullable;

/** What should be a deployment record is none. */
public class UnreadableRecordException extends GitOpsException {

    /**
     * A record that cannot be read.
     *
     * @param why what is wrong with it, beginning with {@code it}
     * @param cause what the JSON library said, or null
     */
    public UnreadableRecordException(String why, @Nullable Throwable cause) {
        super(
                "cannot read a deployment record: " + why
                        + "; if a newer version of this SDK wrote it, use that version, else verify the trail",
                cause);
    }
}
