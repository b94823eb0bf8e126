package dev.gitops.change;

import dev.gitops.spi.FileEdit;
import dev.gitops.spi.SourceTree;
import dev.gitops.spi.SourceTree.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Brings files back to what they were. Equal object ids spare reading what did not change. */
final class Restoration {

    private Restoration() {}

    /** Those of some paths at or below which anything differs. */
    static List<String> differing(SourceTree now, SourceTree then, Set<String> paths) {
        return paths.stream().filter(path -> !same(now, then, path)).toList();
    }

    /** The edits that make some paths what they were. */
    static List<FileEdit> edits(SourceTree now, SourceTree then, Set<String> paths) {
        Map<String, FileEdit> edits = new TreeMap<>();
        paths.forEach(path -> restore(now, then, path, edits));
        return new ArrayList<>(edits.values());
    }

    private static void restore(SourceTree now, SourceTree then, String path, Map<String, FileEdit> edits) {
        if (same(now, then, path)) {
            return;
        }
        Optional<Type> before = then.type(path);
        Optional<Type> present = now.type(path);
        if (present.isPresent() && present.get() == Type.DIRECTORY
                || before.isPresent() && before.get() == Type.DIRECTORY) {
            Set<String> names = new TreeSet<>();
            now.list(path).forEach(entry -> names.add(entry.name()));
            then.list(path).forEach(entry -> names.add(entry.name()));
            String prefix = path.isEmpty() ? "" : path + "/";
            names.forEach(name -> restore(now, then, prefix + name, edits));
        }
        if (before.isPresent() && before.get() != Type.DIRECTORY) {
            edits.put(path, new FileEdit(path, then.read(path).orElseThrow()));
        } else if (before.isEmpty() && present.isPresent() && present.get() != Type.DIRECTORY) {
            edits.put(path, new FileEdit(path, null));
        }
    }

    private static boolean same(SourceTree now, SourceTree then, String path) {
        Optional<String> id = now.id(path);
        return id.equals(then.id(path))
                && (id.isPresent()
                        || now.type(path).equals(then.type(path))
                                && now.type(path).isEmpty());
    }
}
