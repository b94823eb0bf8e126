package dev.gitops.kustomize.loading;

import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.errors.RefusedException;
import dev.gitops.kustomize.files.FileTree;
import dev.gitops.kustomize.files.Paths;
import dev.gitops.kustomize.files.UnreadableFileException;
import dev.gitops.spi.SourceTree;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the files of one kustomization, and leads to the kustomizations it builds upon. */
public final class Loader {

    private final Reads reads;
    private final String root;
    private final boolean restricted;
    private final @Nullable Loader referrer;

    private Loader(Reads reads, String root, boolean restricted, @Nullable Loader referrer) {
        this.reads = reads;
        this.root = root;
        this.restricted = restricted;
        this.referrer = referrer;
    }

    /**
     * A loader at the directory that is built.
     *
     * @param reads where from
     * @param path the directory
     * @param restricted whether files must stand within the root of the kustomization that names them
     * @return the loader
     */
    public static Loader at(Reads reads, String path, boolean restricted) {
        if (isRemote(path)) {
            throw remote(path, path);
        }
        return new Loader(reads, directory(reads.tree(), path, path), restricted, null);
    }

    private static String directory(FileTree tree, String path, String said) {
        String real;
        try {
            real = tree.real(path);
        } catch (UnreadableFileException e) {
            throw new KustomizeException("must build at directory: not a valid directory: evalsymlink failure on '"
                    + said + "' : " + e.getMessage());
        }
        if (tree.type(real) != FileTree.Type.DIRECTORY) {
            throw new KustomizeException("must build at directory: '" + said + "': file is not directory");
        }
        return real;
    }

    /** {@return the kustomization's real directory} */
    public String root() {
        return root;
    }

    /**
     * A loader at a directory this kustomization names.
     *
     * @param path the directory, relative to this root
     * @return the loader
     */
    public Loader descend(String path) {
        if (path.isEmpty()) {
            throw new KustomizeException("new root cannot be empty");
        }
        if (isRemote(path) && reads.tree().type(Paths.join(root, path)) == FileTree.Type.ABSENT) {
            throw remote(path, root);
        }
        if (path.startsWith("/")) {
            throw new KustomizeException("new root '" + path + "' cannot be absolute");
        }
        refuseAmbiguous(path);
        String joined = Paths.join(root, path);
        String next = directory(reads.tree(), joined, joined);
        noteLink(joined, next);
        for (Loader at = this; at != null; at = at.referrer) {
            if (Paths.within(at.root, next)) {
                throw new KustomizeException(
                        "cycle detected: candidate root '" + next + "' contains visited root '" + at.root + "'");
            }
        }
        return new Loader(reads, next, restricted, this);
    }

    /** Two entries of a list that a wrong indentation made one: {@code ../../base - ../../shared}. */
    private static void refuseAmbiguous(String path) {
        for (String part : path.split("/")) {
            if (part.contains("..") && !part.equals("..")) {
                throw new KustomizeException("path \"" + path + "\" is ambiguous: resolves to \"" + Paths.clean(path)
                        + "\" after normalization, which is likely not the intended target; check for YAML indentation"
                        + " errors in your kustomization file");
            }
        }
    }

    /**
     * Whether a path this kustomization names is a directory.
     *
     * @param path a relative path
     * @return true where it is
     */
    public boolean isDirectory(String path) {
        return !path.startsWith("/")
                && !isRemote(path)
                && reads.tree().type(Paths.join(root, path)) == FileTree.Type.DIRECTORY;
    }

    /**
     * A file's content.
     *
     * @param path the file, relative to this root
     * @return its bytes
     * @throws KustomizeException where it is not there, not within the root, or not on this machine
     */
    public byte[] bytes(String path) {
        return reads.read(resolve(path));
    }

    /**
     * A file's content as text.
     *
     * @param path the file, relative to this root
     * @return its text
     */
    public String text(String path) {
        return decode(bytes(path), path);
    }

    /**
     * Bytes as text.
     *
     * @param bytes UTF-8
     * @param path the file, for errors
     * @return the text
     */
    static String decode(byte[] bytes, String path) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new KustomizeException("MalformedYAMLError: yaml: invalid leading UTF-8 octet in File: " + path, e);
        }
    }

    /** A build depends on the links it follows, too. */
    private void noteLink(String path, String real) {
        if (!path.equals(real)) {
            reads.note(path);
        }
    }

    /** The real path of a file, within the root. */
    String resolve(String path) {
        if (path.startsWith("http://") || path.startsWith("https://")) {
            throw remote(path, root);
        }
        String absolute = path.startsWith("/") ? Paths.clean(path) : Paths.join(root, path);
        FileTree tree = reads.tree();
        String real;
        try {
            real = tree.real(absolute);
        } catch (UnreadableFileException e) {
            if (isRemote(path)) {
                throw remote(path, root);
            }
            throw new KustomizeException("evalsymlink failure on '" + absolute + "' : " + e.getMessage(), e);
        }
        noteLink(absolute, real);
        if (!restricted) {
            if (tree.type(real) == FileTree.Type.DIRECTORY) {
                throw new KustomizeException("read " + absolute + ": is a directory");
            }
            return real;
        }
        if (tree.type(real) == FileTree.Type.DIRECTORY) {
            throw new KustomizeException("'" + absolute + "' must resolve to a file");
        }
        if (!Paths.within(Paths.parent(real), root)) {
            throw new KustomizeException("security; file '" + absolute + "' is not in or below '" + root + "'");
        }
        return real;
    }

    /**
     * The objects of a file.
     *
     * @param path the file, relative to this root
     * @return new trees
     */
    public List<dev.gitops.yaml.tree.Node> documents(String path) {
        return reads.documents(resolve(path), path);
    }

    /**
     * The one file of some names that is in this root, if there is exactly one.
     *
     * @param names the names
     * @return the name; null where there is none
     * @throws KustomizeException where there are several
     */
    public @Nullable String only(List<String> names) {
        String found = null;
        for (String name : names) {
            String path = Paths.join(root, name);
            reads.note(path);
            if (reads.tree().type(path) == FileTree.Type.FILE && isReadable(name)) {
                if (found != null) {
                    throw new KustomizeException("Found multiple kustomization files under: " + root);
                }
                found = name;
            }
        }
        return found;
    }

    private boolean isReadable(String name) {
        try {
            resolve(name);
            return true;
        } catch (KustomizeException e) {
            return false;
        }
    }

    /**
     * Where a chart of this kustomization is, if it is there. The build then depends on all that is in its directory.
     *
     * @param home the directory that charts are in, relative to this root
     * @param name the chart's directory below it
     * @return its path as {@link #files} has it; null where there is no such directory
     */
    public @Nullable String chart(String home, String name) {
        String path = Paths.join(root, home + "/" + name);
        reads.note(path);
        FileTree tree = reads.tree();
        if (tree.type(path) != FileTree.Type.DIRECTORY) {
            return null;
        }
        reads.note(tree.real(path));
        return path.substring(1);
    }

    /** {@return the files, for those who render charts} */
    public SourceTree files() {
        return new ReadTree(reads);
    }

    /** {@return what this loader reads through} */
    public Reads reads() {
        return reads;
    }

    /** Whether a path is one that kustomize would clone or download. */
    private static boolean isRemote(String path) {
        return path.contains("://")
                || path.startsWith("git::")
                || path.startsWith("git@")
                || path.startsWith("github.com/")
                || path.startsWith("github.com:")
                || path.contains(".git//")
                || path.contains("?ref=")
                || path.contains("/_git/");
    }

    private static RefusedException remote(String path, String where) {
        return new RefusedException("remote base or file '" + path + "' (named in the kustomization under '" + where
                + "') is not fetched: a build depends on the files of its own repository only."
                + " Vendor it: put a copy into the repository and name its path instead");
    }
}
