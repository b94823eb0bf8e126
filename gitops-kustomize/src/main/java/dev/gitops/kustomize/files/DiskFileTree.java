package dev.gitops.kustomize.files;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The files of this machine. */
public final class DiskFileTree implements FileTree {

    private static final DiskFileTree INSTANCE = new DiskFileTree();

    private DiskFileTree() {}

    /** {@return the tree of this machine's files} */
    public static DiskFileTree get() {
        return INSTANCE;
    }

    /**
     * The tree's path of a path of this machine.
     *
     * @param path any path
     * @return its absolute form, cleaned
     */
    public static String path(Path path) {
        String text = path.toAbsolutePath().normalize().toString();
        return File.separatorChar == '/' ? text : "/" + text.replace(File.separatorChar, '/');
    }

    @Override
    public Type type(String path) {
        File file = file(path);
        return file.isFile() ? Type.FILE : file.isDirectory() ? Type.DIRECTORY : Type.ABSENT;
    }

    @Override
    public List<String> list(String path) {
        String[] names = file(path).list();
        return names == null ? List.of() : Arrays.stream(names).sorted().toList();
    }

    @Override
    public byte[] read(String path) {
        try {
            return Files.readAllBytes(file(path).toPath());
        } catch (NoSuchFileException e) {
            throw new UnreadableFileException(path, "no such file or directory");
        } catch (IOException e) {
            throw new UnreadableFileException(path, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String real(String path) {
        try {
            return path(file(path).toPath().toRealPath());
        } catch (IOException | InvalidPathException e) {
            throw new UnreadableFileException(path, "no such file or directory");
        }
    }

    private static File file(String path) {
        boolean drive = File.separatorChar != '/' && path.length() > 2 && path.charAt(2) == ':';
        return new File(drive ? path.substring(1) : path);
    }
}
