package dev.gitops.audit.store.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevObject;

/** A repository whose objects are files by themselves, so that a test can lay hands on one as somebody with the disk could. */
final class LooseObjects {

    private final Path objects;

    private LooseObjects(Path objects) {
        this.objects = objects;
    }

    /** Takes all packs of a repository apart. */
    static LooseObjects of(Path gitDirectory) throws IOException {
        LooseObjects loose = new LooseObjects(gitDirectory.resolve("objects"));
        try (FileRepository repository = new FileRepository(gitDirectory.toFile());
                ObjectReader reader = repository.newObjectReader();
                ObjectWalk walk = new ObjectWalk(reader)) {
            for (var ref : repository.getRefDatabase().getRefs()) {
                if (ref.getObjectId() != null) {
                    walk.markStart(walk.parseAny(ref.getObjectId()));
                }
            }
            List<ObjectId> ids = new ArrayList<>();
            for (RevObject commit = walk.next(); commit != null; commit = walk.next()) {
                ids.add(commit.copy());
            }
            for (RevObject object = walk.nextObject(); object != null; object = walk.nextObject()) {
                ids.add(object.copy());
            }
            for (ObjectId id : ids) {
                ObjectLoader loader = reader.open(id);
                loose.write(id.name(), Constants.typeString(loader.getType()), loader.getBytes());
            }
        }
        try (var packs = Files.newDirectoryStream(loose.objects.resolve("pack"))) {
            for (Path pack : packs) {
                Files.delete(pack);
            }
        }
        return loose;
    }

    /** Lets a blob have another content than its id says. */
    void replace(String id, byte[] content) throws IOException {
        write(id, "blob", content);
    }

    private void write(String id, String type, byte[] content) throws IOException {
        Path file = objects.resolve(id.substring(0, 2)).resolve(id.substring(2));
        Files.createDirectories(file.getParent());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(bytes)) {
            deflated.write((type + " " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
            deflated.write(content);
        }
        Files.deleteIfExists(file);
        Files.write(file, bytes.toByteArray());
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
