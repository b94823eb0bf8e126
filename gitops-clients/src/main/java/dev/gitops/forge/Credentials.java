package dev.gitops.forge;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.api.Settings;
import java.util.List;
import java.util.Optional;

/** Credentials as they come from the environment: a file's last line break is taken off, what could not stand in a header is refused without being shown. */
public final class Credentials {

    private static final String TOKEN = "GITOPS_FORGE_TOKEN";
    private static final String USER = "GITOPS_FORGE_USER";

    private Credentials() {}

    /**
     * The token of {@code GITOPS_FORGE_TOKEN}.
     *
     * @param settings the variables
     * @return the token, without white space around it; empty where there is none
     * @throws InvalidInputException if it could not stand in a header
     */
    public static Optional<String> token(Settings settings) {
        return word(settings, TOKEN);
    }

    /**
     * The user of {@code GITOPS_FORGE_USER}, for hosts whose tokens belong to a user name.
     *
     * @param settings the variables
     * @return the name; empty where there is none
     * @throws InvalidInputException if it could not stand in a header
     */
    public static Optional<String> user(Settings settings) {
        return word(settings, USER);
    }

    private static Optional<String> word(Settings settings, String variable) {
        Optional<String> word = settings.variable(variable).map(String::strip).filter(text -> !text.isEmpty());
        if (word.isPresent() && !word.get().chars().allMatch(c -> c > ' ' && c < 127)) {
            throw invalid(
                    variable, "holds spaces, line breaks or letters that no token has", "set it to the token alone");
        }
        return word;
    }

    /**
     * A credential that cannot be used; it is not shown.
     *
     * @param variable the variable
     * @param why why not
     * @param hint what to do
     * @return the exception
     */
    public static InvalidInputException invalid(String variable, String why, String hint) {
        return new InvalidInputException("the forge", List.of(new Problem(null, 0, 0, variable, null, why, hint)));
    }
}
