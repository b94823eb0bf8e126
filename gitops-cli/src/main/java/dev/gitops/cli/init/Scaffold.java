package dev.gitops.cli.init;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Files that are to be written below a folder: all of them, or none where one of them is there already. */
public final class Scaffold {

    private final Path folder;
    private final Map<Path, String> files = new LinkedHashMap<>();
    private final Set<Path> programs = new HashSet<>();

    /**
     * Files below a folder.
     *
     * @param folder the folder; made where it is not there
     */
    public Scaffold(Path folder) {
        this.folder = folder;
    }

    /**
     * Adds a file.
     *
     * @param path its path below the folder
     * @param content what it shall hold
     */
    public void add(String path, String content) {
        files.put(folder.resolve(path), content);
    }

    /**
     * Adds a file that can be run.
     *
     * @param path its path below the folder
     * @param content what it shall hold
     */
    public void addProgram(String path, String content) {
        add(path, content);
        programs.add(folder.resolve(path));
    }

    /**
     * Writes the files.
     *
     * @return their paths
     * @throws InvalidInputException if one of them is there already, or the folder cannot be written; nothing is written where one is there
     */
    public List<Path> write() {
        refuseToOverwrite();
        Path at = folder;
        try {
            for (Map.Entry<Path, String> file : files.entrySet()) {
                at = file.getKey();
                Path parent = at.getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                Files.write(at, file.getValue().getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
                if (programs.contains(at) && !at.toFile().setExecutable(true, false)) {
                    throw new IOException("it cannot be made executable");
                }
            }
            return List.copyOf(files.keySet());
        } catch (IOException unwritable) {
            throw new InvalidInputException(
                    "the folder " + folder,
                    List.of(Problem.of(
                            at.toString(), null, "cannot be written: " + unwritable, "give a folder of yours")),
                    unwritable);
        }
    }

    private void refuseToOverwrite() {
        List<Problem> there = files.keySet().stream()
                .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                .map(file -> new Problem(
                        file.toString(),
                        0,
                        0,
                        null,
                        null,
                        "is there already, and nothing is overwritten",
                        "remove it, or give another name or folder"))
                .toList();
        if (!there.isEmpty()) {
            throw new InvalidInputException("the folder " + folder, there);
        }
    }
}
