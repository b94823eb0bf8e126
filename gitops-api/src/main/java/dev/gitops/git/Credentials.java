package dev.gitops.git;

import java.io.IOException;
import java.util.Map;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/** Where user names and passwords come from: variables, the address, or the program that {@code GIT_ASKPASS} names. */
final class Credentials {

    private final RemoteUrl url;
    private final Map<String, String> environment;
    private volatile @Nullable Login login;

    Credentials(RemoteUrl url, Map<String, String> environment) {
        this.url = url;
        this.environment = Map.copyOf(environment);
    }

    private record Login(String user, String password) {}

    void configure(Transport transport) throws IOException {
        if (transport instanceof TransportHttp http) {
            Login known = login();
            if (known != null) {
                http.setPreemptiveBasicAuthentication(known.user(), known.password());
            }
            transport.setCredentialsProvider(new Answers());
        }
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
            }
            login = known;
        }
        return known;
    }

    /** Takes secrets out of a text that somebody else wrote. */
    String redact(String text) {
        String clean = text.replaceAll("://[^/\\s]*@", "://");
        Login known = login;
        return known == null || known.password().length() < 3 ? clean : clean.replace(known.password(), "***");
    }

    String advice() {
        return "check GITOPS_GIT_USER and GITOPS_GIT_PASSWORD (or GIT_ASKPASS), and what the account may do";
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
