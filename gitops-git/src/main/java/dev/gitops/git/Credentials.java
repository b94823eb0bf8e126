package dev.gitops.git;

import dev.gitops.api.Origin;
import dev.gitops.git.LoginRules.Kind;
import dev.gitops.network.Network;
import dev.gitops.text.Shown;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.jspecify.annotations.Nullable;

/** Where user names and passwords come from: variables, the address, or the program that {@code GIT_ASKPASS} names; and that they go to the repository's own origin only. */
final class Credentials {

    private final RemoteUrl url;
    private final LoginRules rules;
    private final Path nowhere;
    private volatile @Nullable Login login;
    private @Nullable SshSessionFactory sessions;

    /**
     * @param nowhere a folder without keys, for who has no home
     */
    Credentials(RemoteUrl url, LoginRules rules, Path nowhere) {
        this.url = url;
        this.rules = rules;
        this.nowhere = nowhere;
    }

    private record Login(String user, String password) {}

    void configure(Transport transport) throws IOException {
        if (transport instanceof TransportHttp http) {
            Network network = Network.of(rules.environment());
            url.origin().ifPresent(origin -> http.setHttpConnectionFactory(new OriginConnections(origin, network)));
            Login known = login();
            if (known != null) {
                http.setPreemptiveBasicAuthentication(known.user(), known.password());
            }
            transport.setCredentialsProvider(new Answers());
        } else if (transport instanceof SshTransport ssh) {
            ssh.setSshSessionFactory(sessions());
        }
    }

    private synchronized SshSessionFactory sessions() {
        SshSessionFactory made = sessions;
        if (made == null) {
            Optional<dev.gitops.api.Credentials> given = rules.given(url);
            String key = given.flatMap(dev.gitops.api.Credentials::sshKey)
                    .map(Path::toString)
                    .or(() -> rules.fitting(url).map(kind -> rules.variable(kind.prefix() + "_SSH_KEY")))
                    .orElse("");
            Optional<Path> hosts = given.flatMap(dev.gitops.api.Credentials::knownHosts);
            made = SshSessions.of(rules.environment(), key, hosts, nowhere);
            sessions = made;
        }
        return made;
    }

    private @Nullable Login login() throws IOException {
        Login known = login;
        dev.gitops.api.Credentials given = rules.given(url).orElse(null);
        if (known == null && given != null && given.secret().isPresent()) {
            known = new Login(given.gitUser(), given.secret().get());
            login = known;
        }
        if (known == null) {
            known = find();
            Optional<Origin> origin = url.origin();
            if (known != null && origin.isPresent() && !origin.get().mayGetLogin(rules.environment())) {
                throw new GitException.AuthenticationFailed(
                        "cannot connect to " + url + ": " + origin.get().plainHttpRefused(), null);
            }
            login = known;
        }
        return known;
    }

    private @Nullable Login find() throws IOException {
        Kind kind = rules.fitting(url).orElse(null);
        String user = kind == null ? "" : rules.variable(kind.prefix() + "_USER");
        String password = kind == null ? "" : rules.variable(kind.prefix() + "_PASSWORD");
        if (!password.isEmpty()) {
            return new Login(user.isEmpty() ? url.user().orElse("git") : user, password);
        }
        if (url.password().isPresent()) {
            return new Login(url.user().orElse("git"), url.password().get());
        }
        if (kind == null || !kind.asks() || rules.variable("GIT_ASKPASS").isEmpty()) {
            return null;
        }
        Map<String, String> environment = rules.environment();
        String name = user.isEmpty() ? url.user().orElse("") : user;
        name = name.isEmpty() ? AskPass.ask(environment, "Username for '" + hostOf(null) + "': ") : name;
        return new Login(name, AskPass.ask(environment, "Password for '" + hostOf(name) + "': "));
    }

    private String hostOf(@Nullable String user) {
        URIish host = url.uri().setPath("").setUser(user);
        return host.toString().replaceFirst("/$", "");
    }

    /** Takes secrets out of a text that somebody else wrote. */
    String redact(String text) {
        String clean = Shown.withoutLogins(text);
        Login known = login;
        return known == null || known.password().length() < 3 ? clean : clean.replace(known.password(), "***");
    }

    String advice() {
        return rules.advice(url);
    }

    void close() {
        if (sessions instanceof SshdSessionFactory opened) {
            opened.close();
        }
    }

    /** Answers JGit's questions, those for the repository's own origin. */
    private final class Answers extends CredentialsProvider {

        @Override
        public boolean isInteractive() {
            return false;
        }

        @Override
        public boolean supports(CredentialItem... items) {
            return true;
        }

        @Override
        public boolean get(URIish uri, CredentialItem... items) {
            Login known = login;
            if (known == null || !RemoteUrl.origin(uri).equals(url.origin())) {
                return false;
            }
            for (CredentialItem item : items) {
                if (item instanceof CredentialItem.Username name) {
                    name.setValue(known.user());
                } else if (item instanceof CredentialItem.Password password) {
                    password.setValue(known.password().toCharArray());
                } else {
                    return false;
                }
            }
            return true;
        }
    }
}
