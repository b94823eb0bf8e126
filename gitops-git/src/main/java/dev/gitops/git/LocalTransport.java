package dev.gitops.git;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.PackTransport;
import org.eclipse.jgit.transport.PushConnection;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;

/**
 * Pushes to a repository that is a folder of this machine, through Git's own {@code receive-pack}. JGit would serve the push in this process, where its locks and its housekeeping end with the
 * process, finished or not. Git's process is of a session of its own: whatever ends this one, it completes what it was told, or sees that its input has ended and takes its locks back.
 */
final class LocalTransport extends Transport implements PackTransport {

    /** What hooks and Git itself may need; nothing that holds a login, and no build's id by which Jenkins would end them. */
    private static final Set<String> VARIABLES = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "SHELL",
            "LANG",
            "LC_ALL",
            "LC_CTYPE",
            "TZ",
            "TMPDIR",
            "XDG_CONFIG_HOME",
            "GIT_CONFIG_GLOBAL",
            "GIT_CONFIG_SYSTEM",
            "GIT_CONFIG_NOSYSTEM",
            "GIT_EXEC_PATH",
            "SystemRoot");

    private final Path gitDirectory;
    private final Map<String, String> environment;

    LocalTransport(Repository local, URIish uri, Path gitDirectory, Map<String, String> environment) {
        super(local, uri);
        this.gitDirectory = gitDirectory;
        this.environment = environment;
    }

    @Override
    public PushConnection openPush() throws TransportException {
        return ReceivePack.open(this, start());
    }

    /** Housekeeping is waited for: what runs on in the background would be cut off where the machine is a container that ends with the build. */
    private Process start() {
        List<String> command = new ArrayList<>();
        program("setsid").ifPresent(command::add);
        command.addAll(List.of("git", "-c", "gc.autoDetach=false", "-c", "maintenance.autoDetach=false"));
        command.addAll(List.of("receive-pack", gitDirectory.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(gitDirectory.toFile());
        builder.environment().clear();
        environment.forEach((name, value) -> {
            if (VARIABLES.contains(name)) {
                builder.environment().put(name, value);
            }
        });
        try {
            return builder.start();
        } catch (IOException e) {
            throw new GitException.MissingGit(
                    "cannot push to " + uri + ": the program git cannot be run (" + e.getMessage()
                            + "); pushes to a repository that is a folder go through it: install Git, or add it to PATH",
                    e);
        }
    }

    private java.util.Optional<String> program(String name) {
        for (String folder : environment.getOrDefault("PATH", "/usr/bin:/bin").split(File.pathSeparator)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, name))) {
                return java.util.Optional.of(Path.of(folder, name).toString());
            }
        }
        return java.util.Optional.empty();
    }

    @Override
    public FetchConnection openFetch() throws NotSupportedException {
        throw new NotSupportedException("objects of a local repository are read where they are");
    }

    @Override
    public void close() {}
}
