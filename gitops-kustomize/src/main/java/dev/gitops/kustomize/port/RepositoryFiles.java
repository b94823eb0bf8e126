package dev.gitops.kustomize.port;

import dev.gitops.kustomize.files.FileTree;
import dev.gitops.kustomize.files.Paths;
import dev.gitops.kustomize.files.UnreadableFileException;
import dev.gitops.spi.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The files of a repository at a commit. Symbolic links are followed within the repository and nowhere else. */
final class RepositoryFiles implements FileTree {

    private static final int MOST_LINKS = 40;

    private final SourceTree tree;

    RepositoryFiles(SourceTree tree) {
        this.tree = tree;
    }

    private static String relative(String path) {
        return path.equals("/") ? "" : path.substring(1);
    }

    @Override
    public Type type(String path) {
        Optional<SourceTree.Type> found = tree.type(relative(path));
        if (found.isPresent() && found.get() != SourceTree.Type.SYMLINK) {
            return type(found.get());
        }
        if (found.isEmpty() && isMissing(path)) {
            return Type.ABSENT;
        }
        try {
            return tree.type(relative(real(path))).map(RepositoryFiles::type).orElse(Type.ABSENT);
        } catch (UnreadableFileException e) {
            return Type.ABSENT;
        }
    }

    /** Whether a path that is not there has a folder of the tree itself around it, so that no link can lead to it. */
    private boolean isMissing(String path) {
        return tree.type(relative(Paths.parent(path)))
                .filter(SourceTree.Type.DIRECTORY::equals)
                .isPresent();
    }

    private static Type type(SourceTree.Type type) {
        return switch (type) {
            case FILE -> Type.FILE;
            case DIRECTORY -> Type.DIRECTORY;
            default -> Type.ABSENT;
        };
    }

    @Override
    public List<String> list(String path) {
        try {
            return tree.list(relative(real(path))).stream()
                    .map(SourceTree.Entry::name)
                    .toList();
        } catch (UnreadableFileException e) {
            return List.of();
        }
    }

    @Override
    public byte[] read(String path) {
        return tree.read(relative(real(path)))
                .orElseThrow(() -> new UnreadableFileException(path, "no such file or directory"));
    }

    @Override
    public String real(String path) {
        String at = Paths.clean(path);
        for (int links = 0; links < MOST_LINKS; links++) {
            Optional<SourceTree.Type> found = tree.type(relative(at));
            if (found.isPresent() && found.get() != SourceTree.Type.SYMLINK) {
                return at;
            }
            at = follow(at, path);
        }
        throw new UnreadableFileException(path, "too many levels of symbolic links");
    }

    /** The path with its first symbolic link replaced by what it points at. */
    private String follow(String path, String asked) {
        int to = 0;
        while (to < path.length()) {
            int next = path.indexOf('/', to + 1);
            to = next < 0 ? path.length() : next;
            String part = path.substring(0, to);
            Optional<SourceTree.Type> found = tree.type(relative(part));
            if (found.isEmpty()) {
                break;
            }
            if (found.get() == SourceTree.Type.SYMLINK) {
                return Paths.clean(target(part, asked) + path.substring(to));
            }
        }
        throw new UnreadableFileException(asked, "no such file or directory");
    }

    private String target(String link, String asked) {
        String target = new String(tree.read(relative(link)).orElseThrow(), StandardCharsets.UTF_8);
        String joined = Paths.parent(link) + "/" + target;
        if (target.startsWith("/") || leavesRoot(joined)) {
            throw new UnreadableFileException(asked, "its symbolic link leads outside the repository");
        }
        return Paths.clean(joined);
    }

    private static boolean leavesRoot(String path) {
        int depth = 0;
        for (String part : path.split("/")) {
            if (part.equals("..")) {
                depth--;
            } else if (!part.isEmpty() && !part.equals(".")) {
                depth++;
            }
            if (depth < 0) {
                return true;
            }
        }
        return false;
    }
}
