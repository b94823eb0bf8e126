package dev.gitops.git;

import dev.gitops.api.Origin;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which variables hold the login of a repository, and where it may go. The config repository, the repositories of sources and that of anchors have logins of their own; each belongs to origins.
 *
 * @param environment all variables
 * @param kinds the kinds of logins to look for, the first that may go to an origin wins
 * @param given credentials in code, which go before all variables
 */
record LoginRules(Map<String, String> environment, List<Kind> kinds, List<dev.gitops.api.Credentials> given) {

    LoginRules {
        environment = Map.copyOf(environment);
        kinds = List.copyOf(kinds);
        given = List.copyOf(given);
    }

    /**
     * A login by its variables.
     *
     * @param prefix of the variables' names, as in {@code GITOPS_GIT}
     * @param origins where it may go
     * @param asks whether {@code GIT_ASKPASS} belongs to it
     */
    record Kind(String prefix, Set<Origin> origins, boolean asks) {

        Kind {
            origins = Set.copyOf(origins);
        }
    }

    /** The login of a config repository: for the origins that the options name, else for the repository's own. */
    static LoginRules config(RemoteUrl url, RepositoryOptions options) {
        return new LoginRules(options.environment(), List.of(configLogin(url, options)), options.credentials());
    }

    /** The login of sources for the origins of {@code GITOPS_SOURCE_ORIGIN}; sources beside the config repository take its own. */
    static LoginRules sources(RemoteUrl config, RepositoryOptions options) {
        Set<Origin> own = Origin.list(options.environment().getOrDefault("GITOPS_SOURCE_ORIGIN", ""));
        return new LoginRules(
                options.environment(),
                List.of(new Kind("GITOPS_SOURCE", own, false), configLogin(config, options)),
                options.credentials());
    }

    /** The login of anchors, which is nobody else's. */
    static LoginRules anchors(RemoteUrl url, Map<String, String> environment) {
        return new LoginRules(environment, List.of(new Kind("GITOPS_ANCHOR", origins(url), false)), List.of());
    }

    private static Kind configLogin(RemoteUrl url, RepositoryOptions options) {
        Set<Origin> origins =
                new LinkedHashSet<>(Origin.list(options.environment().getOrDefault("GITOPS_GIT_ORIGIN", "")));
        if (origins.isEmpty()) {
            options.loginOrigins().ifPresentOrElse(origins::addAll, () -> origins.addAll(origins(url)));
        }
        return new Kind("GITOPS_GIT", origins, true);
    }

    private static Set<Origin> origins(RemoteUrl url) {
        return url.origin().map(Set::of).orElse(Set.of());
    }

    /** The credentials in code that were given for a repository's origin. */
    Optional<dev.gitops.api.Credentials> given(RemoteUrl url) {
        return url.origin()
                .flatMap(origin -> given.stream()
                        .filter(each -> each.origin().equals(origin))
                        .findFirst());
    }

    /** The kind of login that may go to a repository. */
    Optional<Kind> fitting(RemoteUrl url) {
        return url.origin()
                .flatMap(origin -> kinds.stream()
                        .filter(kind -> kind.origins().contains(origin) && isGiven(kind))
                        .findFirst());
    }

    private boolean isGiven(Kind kind) {
        return !variable(kind.prefix() + "_PASSWORD").isEmpty()
                || !variable(kind.prefix() + "_SSH_KEY").isEmpty()
                || kind.asks() && !variable("GIT_ASKPASS").isEmpty();
    }

    String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    /** What to look at where a repository takes no login, or not this one. */
    String advice(RemoteUrl url) {
        Optional<dev.gitops.api.Credentials> own = given(url);
        if (own.isPresent()) {
            return "check the credentials that were given for " + own.get() + ", and what they may do";
        }
        Kind kind = kinds.get(0);
        String prefix = kind.prefix();
        boolean belongsElsewhere = url.origin().isPresent() && fitting(url).isEmpty();
        String elsewhere = belongsElsewhere && kinds.stream().anyMatch(this::isGiven)
                ? "; the login that is set was given for other origins: name "
                        + url.origin().get() + " in " + prefix + "_ORIGIN if it is meant to get it"
                : "";
        if (!url.isSsh()) {
            return "check " + prefix + "_USER and " + prefix + "_PASSWORD" + (kind.asks() ? " (or GIT_ASKPASS)" : "")
                    + ", and what the account may do" + elsewhere;
        }
        String ignored = environment.containsKey("GIT_SSH_COMMAND") ? "; GIT_SSH_COMMAND is not used" : "";
        return "check the key (" + prefix
                + "_SSH_KEY, the agent of SSH_AUTH_SOCK, or ~/.ssh), the host's key in GITOPS_GIT_KNOWN_HOSTS or ~/.ssh/known_hosts, and what the account may do"
                + elsewhere + ignored;
    }
}
