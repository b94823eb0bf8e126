package dev.gitops.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** A bare repository of refs alone, whose objects are those of a clone. */
final class CloneView {

    private static final String REMOTE = Constants.R_REMOTES + Constants.DEFAULT_REMOTE_NAME + "/";
    private static final String CONFIG = "[core]\n\trepositoryformatversion = 0\n\tbare = true\n";

    private CloneView() {}

    static Path of(Path gitFolder, Path cacheFolder) {
        Path view = home(gitFolder, cacheFolder, "");
        return Failures.translated(gitFolder, () -> {
            prepare(view, gitFolder, Map.of());
            return view;
        });
    }

    /** Where the view of a clone is; one of another kind is another. */
    static Path home(Path gitFolder, Path cacheFolder, String kind) {
        return cacheFolder
                .toAbsolutePath()
                .resolve("clones")
                .resolve(RemoteUrl.digest(gitFolder.toString()).substring(0, 16) + kind + ".git");
    }

    /** What people know a repository by: a view by its clone, which they can change. */
    static String inWords(String repository) {
        try {
            Path folder = Path.of(repository);
            Path alternates = folder.resolve("objects/info/alternates");
            Path config = folder.resolve("config");
            boolean view = Files.isRegularFile(alternates)
                    && Files.isRegularFile(config)
                    && Files.readString(config).equals(CONFIG);
            return view ? Files.readString(alternates).strip().replaceFirst("(/\\.git)?/objects$", "") : repository;
        } catch (IOException | InvalidPathException unknown) {
            return repository;
        }
    }

    /** Writes a view, with refs that go before those of the clone. */
    static void prepare(Path view, Path gitFolder, Map<String, String> before) {
        try (Repository clone =
                new FileRepositoryBuilder().setGitDir(gitFolder.toFile()).build()) {
            write(view, (FileRepository) clone, before);
        } catch (IOException e) {
            throw new GitException.UnusableCache(
                    "the clone " + gitFolder + " cannot be looked at by way of " + view + ": " + e
                            + "; check that the cache folder is writable, or name another with GITOPS_CACHE",
                    e);
        }
    }

    private static void write(Path view, FileRepository clone, Map<String, String> before) throws IOException {
        Files.createDirectories(view.resolve("objects/info"));
        Files.createDirectories(view.resolve("objects/pack"));
        Files.createDirectories(view.resolve("refs/heads"));
        put(view.resolve("HEAD"), "ref: refs/heads/none\n");
        put(view.resolve("config"), CONFIG);
        put(
                view.resolve("objects/info/alternates"),
                clone.getObjectDatabase().getDirectory().getAbsolutePath() + "\n");
        Path shallow = clone.getCommonDirectory().toPath().resolve("shallow");
        if (Files.exists(shallow)) {
            put(view.resolve("shallow"), Files.readString(shallow));
        } else {
            Files.deleteIfExists(view.resolve("shallow"));
        }
        Map<String, String> heads = heads(clone);
        heads.putAll(before);
        StringBuilder refs = new StringBuilder("# pack-refs with: sorted\n");
        heads.forEach(
                (name, commit) -> refs.append(commit).append(' ').append(name).append('\n'));
        put(view.resolve("packed-refs"), refs.toString());
    }

    private static Map<String, String> heads(FileRepository clone) throws IOException {
        Map<String, String> heads = new TreeMap<>();
        for (Ref ref : clone.getRefDatabase().getRefsByPrefix(REMOTE)) {
            add(heads, Constants.R_HEADS + ref.getName().substring(REMOTE.length()), ref);
        }
        for (Ref ref : clone.getRefDatabase().getRefsByPrefix(Constants.R_HEADS)) {
            add(heads, ref.getName(), ref);
        }
        heads.remove(Constants.R_HEADS + Constants.HEAD);
        return heads;
    }

    private static void add(Map<String, String> heads, String name, Ref ref) {
        if (ref.getObjectId() != null) {
            heads.put(name, ref.getObjectId().name());
        }
    }

    /** Writes a file as a whole, for another command may look at the same clone. */
    private static void put(Path file, String text) throws IOException {
        if (Files.exists(file) && Files.readString(file).equals(text)) {
            return;
        }
        Path fresh = Files.createTempFile(file.getParent(), "new", null);
        Files.write(fresh, text.getBytes(StandardCharsets.UTF_8));
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
