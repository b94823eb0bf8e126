package dev.gitops.forge;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import java.util.List;
import java.util.Optional;

/** The token as it comes from the environment: a file's last line break is taken off, what could not stand in a header is refused without being shown. */
public final class Access {

    private Access() {}

    /**
     * Checks a token.
     *
     * @param given the token, where there is one
     * @return the token, without white space around it; empty where there is none
     * @throws InvalidInputException if it could not stand in a header
     */
    public static Optional<String> token(Optional<String> given) {
        Optional<String> token = given.map(String::strip).filter(text -> !text.isEmpty());
        if (token.isPresent() && !token.get().chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new InvalidInputException(
                    "the forge",
                    List.of(new Problem(
                            null,
                            0,
                            0,
                            "GITOPS_FORGE_TOKEN",
                            null,
                            "holds spaces, line breaks or letters that no token has",
                            "set it to the token alone")));
        }
        return token;
    }
}
