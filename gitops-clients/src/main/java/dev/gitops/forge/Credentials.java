package dev.gitops.forge;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Origin;
import dev.gitops.api.Problem;
import dev.gitops.api.Settings;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Credentials as they come from the environment: a file's last line break is taken off, what could not stand in a header is refused without being shown. */
public final class Credentials {

    private static final String TOKEN = "GITOPS_FORGE_TOKEN";
    private static final String USER = "GITOPS_FORGE_USER";

    private Credentials() {}

    /**
     * The token that was given for a host, else that of {@code GITOPS_FORGE_TOKEN}.
     *
     * @param settings credentials and variables
     * @param host the host's web address
     * @return the token, without white space around it; empty where there is none
     * @throws InvalidInputException if it could not stand in a header
     */
    public static Optional<String> token(Settings settings, URI host) {
        return given(settings, host).flatMap(dev.gitops.api.Credentials::secret).or(() -> word(settings, TOKEN));
    }

    /**
     * The user that was given for a host, else that of {@code GITOPS_FORGE_USER}, for hosts whose tokens belong to a user name.
     *
     * @param settings credentials and variables
     * @param host the host's web address
     * @return the name; empty where there is none
     * @throws InvalidInputException if it could not stand in a header
     */
    public static Optional<String> user(Settings settings, URI host) {
        Optional<dev.gitops.api.Credentials> given = given(settings, host);
        return given.isPresent() ? given.get().user() : word(settings, USER);
    }

    private static Optional<dev.gitops.api.Credentials> given(Settings settings, URI host) {
        return Origin.of(host.toString())
                .flatMap(settings::credentialsFor)
                .filter(known -> known.secret().isPresent());
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
