package dev.gitops.git;

import dev.gitops.network.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.jspecify.annotations.Nullable;

/** Where user names and passwords come from: variables, the address, or the program that {@code GIT_ASKPASS} names. */
final class Credentials {

    private final RemoteUrl url;
    private final Map<String, String> environment;
    private final Path nowhere;
    private volatile @Nullable Login login;
    private @Nullable SshSessionFactory sessions;

    /**
     * @param nowhere a folder without keys, for who has no home
     */
    Credentials(RemoteUrl url, Map<String, String> environment, Path nowhere) {
        this.url = url;
        this.environment = Map.copyOf(environment);
        this.nowhere = nowhere;
    }

    private record Login(String user, String password) {}

    void configure(Transport transport) throws IOException {
        if (transport instanceof TransportHttp http) {
            Network network = Network.of(environment);
            if (network.asksForSomething()) {
                http.setHttpConnectionFactory(new NetworkConnections(network));
            }
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
            made = SshSessions.of(environment, nowhere);
            sessions = made;
        }
        return made;
    }

    private @Nullable Login login() throws IOException {
        Login known = login;
        if (known == null) {
            String password = environment.getOrDefault("GITOPS_GIT_PASSWORD", "");
            String user = environment.getOrDefault("GITOPS_GIT_USER", "");
            if (!password.isEmpty()) {
                known = new Login(user.isEmpty() ? url.user().orElse("git") : user, password);
            } else if (url.password().isPresent()) {
                known = new Login(url.user().orElse("git"), url.password().get());
            } else if (!environment.getOrDefault("GIT_ASKPASS", "").isEmpty()) {
                String host = hostOf(null);
                String name = user.isEmpty() ? url.user().orElse("") : user;
                name = name.isEmpty() ? AskPass.ask(environment, "Username for '" + host + "': ") : name;
                known = new Login(name, AskPass.ask(environment, "Password for '" + hostOf(name) + "': "));
            }
            login = known;
        }
        return known;
    }

    private String hostOf(@Nullable String user) {
        URIish host = url.uri().setPath("").setUser(user);
        return host.toString().replaceFirst("/$", "");
    }

    /** Takes secrets out of a text that somebody else wrote. */
    String redact(String text) {
        String clean = text.replaceAll("://[^/\\s]*@", "://");
        Login known = login;
        return known == null || known.password().length() < 3 ? clean : clean.replace(known.password(), "***");
    }

    String advice() {
        if (!url.isSsh()) {
            return "check GITOPS_GIT_USER and GITOPS_GIT_PASSWORD (or GIT_ASKPASS), and what the account may do";
        }
        String ignored = environment.containsKey("GIT_SSH_COMMAND") ? "; GIT_SSH_COMMAND is not used" : "";
        return "check the key (GITOPS_GIT_SSH_KEY, the agent of SSH_AUTH_SOCK, or ~/.ssh), the host's key in GITOPS_GIT_KNOWN_HOSTS or ~/.ssh/known_hosts, and what the account may do"
                + ignored;
    }

    void close() {
        if (sessions instanceof SshdSessionFactory opened) {
            opened.close();
        }
    }

    /** Answers JGit's questions. */
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
            if (known == null) {
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
