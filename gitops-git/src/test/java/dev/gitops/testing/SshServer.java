package dev.gitops.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real sshd on the loopback interface with a host key, and a user's key, of its own. It serves this machine's files to the user who runs the tests. */
public final class SshServer implements AutoCloseable {

    private static final Path SSHD = Path.of("/usr/sbin/sshd");

    private final Path folder;
    private final int port;
    private final Process process;

    private SshServer(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** Starts one with its files in a folder; where there is none on this machine, the test is skipped. */
    public static SshServer required(Path folder) throws Exception {
        assumeTrue(
                Files.isExecutable(SSHD) && isThere("ssh-keygen") && isThere("git"),
                "skipped: no sshd, ssh-keygen or git here");
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        key(folder.resolve("host"));
        key(folder.resolve("user"));
        Files.copy(folder.resolve("user.pub"), folder.resolve("authorized"));
        Files.writeString(
                folder.resolve("known_hosts"),
                "[127.0.0.1]:" + port + " " + Files.readString(folder.resolve("host.pub")));
        Files.writeString(folder.resolve("sshd_config"), """
                ListenAddress 127.0.0.1
                Port %d
                HostKey %s/host
                AuthorizedKeysFile %s/authorized
                PidFile none
                UsePAM no
                StrictModes no
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                """.formatted(port, folder, folder));
        Files.createDirectories(Path.of("/run/sshd"));
        Process process = new ProcessBuilder(
                        SSHD.toString(),
                        "-D",
                        "-e",
                        "-f",
                        folder.resolve("sshd_config").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sshd.log").toFile())
                .start();
        SshServer server = new SshServer(folder, port, process);
        server.await();
        return server;
    }

    /** The address of a repository on this machine. */
    public String url(Path repository) {
        return "ssh://" + System.getProperty("user.name") + "@127.0.0.1:" + port + repository;
    }

    /** The private key of the user who may come in. */
    public Path userKey() {
        return folder.resolve("user");
    }

    /** The variables to come in with: the user's key and the server's. */
    public Map<String, String> environment() {
        return Map.of(
                "GITOPS_GIT_SSH_KEY", userKey().toString(),
                "GITOPS_GIT_KNOWN_HOSTS", folder.resolve("known_hosts").toString());
    }

    /** Whether a program of that name is on this machine. */
    public static boolean isThere(String program) {
        return Files.isExecutable(Path.of("/usr/bin", program));
    }

    private static void key(Path file) throws Exception {
        int code = new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString())
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("ssh-keygen ended with " + code);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private void await() throws Exception {
        for (int i = 0; i < 100; i++) {
            try {
                new Socket("127.0.0.1", port).close();
                return;
            } catch (IOException notYet) {
                Thread.sleep(50);
            }
        }
        throw new IllegalStateException(Files.readString(folder.resolve("sshd.log")));
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(5, TimeUnit.SECONDS).join();
    }
}
