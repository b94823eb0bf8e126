package dev.gitops.verification;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A program with all that it has started. What made itself independent of it (a daemon, a session of its own) or outlived it is no descendant any more; where the system tells by {@code /proc}, it
 * is found by the folder it was started in, or by a variable of the program that it has inherited.
 */
final class ProcessTree {

    private static final Path PROCESSES = Path.of("/proc");
    private static final int ROUNDS = 10;

    private final Process process;
    private final Path folder;
    private final String mark;

    /**
     * The tree of a program that runs or has run.
     *
     * @param folder the folder it was started in, its own
     * @param mark a variable of it and its value, its own, as in {@code NAME=value}
     */
    ProcessTree(Process process, Path folder, String mark) {
        this.process = process;
        this.folder = folder;
        this.mark = mark;
    }

    /** Ends all of it. What starts others while it is ended is looked for again. */
    void end() {
        for (int round = 0; round < ROUNDS; round++) {
            Set<ProcessHandle> left = new LinkedHashSet<>(process.descendants().toList());
            left.addAll(marked());
            process.destroyForcibly();
            left.removeIf(each -> !each.isAlive());
            if (left.isEmpty()) {
                return;
            }
            left.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private List<ProcessHandle> marked() {
        List<ProcessHandle> found = new ArrayList<>();
        if (!Files.isDirectory(PROCESSES)) {
            return found;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PROCESSES, "[1-9]*")) {
            for (Path each : all) {
                if (isOurs(each)) {
                    ProcessHandle.of(Long.parseLong(each.getFileName().toString()))
                            .ifPresent(found::add);
                }
            }
        } catch (IOException hidden) {
            return found;
        }
        return found;
    }

    private boolean isOurs(Path of) {
        if (of.getFileName()
                .toString()
                .equals(String.valueOf(ProcessHandle.current().pid()))) {
            return false;
        }
        try {
            if (Files.readSymbolicLink(of.resolve("cwd")).startsWith(folder.toRealPath())) {
                return true;
            }
            String variables = Files.readString(of.resolve("environ"), StandardCharsets.ISO_8859_1);
            return List.of(variables.split("\0")).contains(mark);
        } catch (IOException goneOrSomebodyElses) {
            return false;
        }
    }
}
