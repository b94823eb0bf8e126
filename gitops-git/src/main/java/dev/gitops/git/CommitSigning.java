package dev.gitops.git;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.api.SigningKey;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How the variables say that commits are signed. */
public final class CommitSigning {

    private static final String KEY = "GITOPS_SIGNING_KEY";
    private static final String FORMAT = "GITOPS_SIGNING_FORMAT";

    private CommitSigning() {}

    /**
     * What the variables {@code GITOPS_SIGNING_KEY} and {@code GITOPS_SIGNING_FORMAT} ({@code ssh}, the default, or {@code gpg}) say.
     *
     * @param environment the variables
     * @return how to sign; empty where no key is named
     * @throws InvalidInputException where the format is neither
     */
    public static Optional<SigningKey> of(Map<String, String> environment) {
        String key = environment.getOrDefault(KEY, "");
        String format = environment.getOrDefault(FORMAT, "").toLowerCase(Locale.ROOT);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        return switch (format) {
            case "", "ssh" -> Optional.of(new SigningKey(SigningKey.Format.SSH, key));
            case "gpg" -> Optional.of(SigningKey.gpg(key));
            default ->
                throw new InvalidInputException(
                        "the environment",
                        List.of(Problem.of(FORMAT, format, "is no kind of signature", "ssh or gpg")));
        };
    }
}
