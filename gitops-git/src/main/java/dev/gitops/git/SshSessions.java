package dev.gitops.git;

import java.io.File;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.internal.transport.sshd.OpenSshServerKeyDatabase;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.sshd.IdentityPasswordProvider;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Connections by ssh, as the variables say: {@code HOME} with its {@code .ssh}, a key file of its own where a login has one, {@code GITOPS_GIT_KNOWN_HOSTS} for a file of host keys,
 * {@code SSH_AUTH_SOCK} for an agent. A host whose key is not known is refused, whatever the user's ssh configuration says.
 */
final class SshSessions {

    private SshSessions() {}

    static SshSessionFactory of(Map<String, String> environment, String key, Optional<Path> given, Path nowhere) {
        String home = environment.getOrDefault("HOME", "");
        File homeFolder = home.isEmpty() ? nowhere.toFile() : new File(home);
        File sshFolder = new File(homeFolder, ".ssh");
        String hosts = environment.getOrDefault("GITOPS_GIT_KNOWN_HOSTS", "");
        List<Path> usual = hosts.isEmpty()
                ? List.of(sshFolder.toPath().resolve("known_hosts"), Path.of("/etc/ssh/ssh_known_hosts"))
                : List.of(Path.of(hosts));
        List<Path> knownHosts = given.map(List::of).orElse(usual);
        SshdSessionFactoryBuilder builder = new SshdSessionFactoryBuilder()
                .setPreferredAuthentications("publickey")
                .setHomeDirectory(homeFolder)
                .setSshDirectory(sshFolder)
                .setKeyPasswordProvider(IdentityPasswordProvider::new)
                .setServerKeyDatabase((homeDirectory, ssh) -> new StrictHostKeys(knownHosts))
                .setConnectorFactory(new SshAgent(environment.getOrDefault("SSH_AUTH_SOCK", "")));
        if (!key.isEmpty()) {
            builder.setDefaultIdentities(ssh -> List.of(Path.of(key)));
        }
        return builder.build(null);
    }

    /** Takes only host keys that are known. */
    private static final class StrictHostKeys implements ServerKeyDatabase {

        private final ServerKeyDatabase known;

        StrictHostKeys(List<Path> files) {
            known = new OpenSshServerKeyDatabase(false, files);
        }

        @Override
        public List<PublicKey> lookup(String address, InetSocketAddress remote, Configuration configuration) {
            return known.lookup(address, remote, new Strict(configuration));
        }

        @Override
        public boolean accept(
                String address,
                InetSocketAddress remote,
                PublicKey key,
                Configuration configuration,
                @Nullable CredentialsProvider provider) {
            return known.accept(address, remote, key, new Strict(configuration), null);
        }
    }

    /** The user's configuration, but strict. */
    private record Strict(ServerKeyDatabase.Configuration configuration) implements ServerKeyDatabase.Configuration {

        @Override
        public List<String> getUserKnownHostsFiles() {
            return List.of();
        }

        @Override
        public List<String> getGlobalKnownHostsFiles() {
            return List.of();
        }

        @Override
        public StrictHostKeyChecking getStrictHostKeyChecking() {
            return StrictHostKeyChecking.REQUIRE_MATCH;
        }

        @Override
        public boolean getHashKnownHosts() {
            return false;
        }

        @Override
        public String getUsername() {
            return configuration.getUsername();
        }
    }
}
