package dev.gitops.record;

import dev.gitops.spi.FileEdit;
import dev.gitops.spi.RecordBranch;
import dev.gitops.spi.SourceTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A branch in memory, until the one over Git is there. */
final class FakeRecordBranch implements RecordBranch {

    final TreeMap<String, byte[]> files = new TreeMap<>();
    final List<Entry> commits = new ArrayList<>();
    int reads;

    @Override
    public synchronized SourceTree tip() {
        return new FakeTree(
                new TreeMap<>(files), commits.isEmpty() ? "" : commits.get(0).commit());
    }

    @Override
    public synchronized String append(String message, List<FileEdit> additions) {
        for (FileEdit addition : additions) {
            if (files.containsKey(addition.path())) {
                throw new IllegalStateException(addition.path() + " is there");
            }
        }
        additions.forEach(
                addition -> files.put(addition.path(), addition.newContent().orElseThrow()));
        return commit(additions.stream().map(FileEdit::path).toList(), List.of());
    }

    synchronized String commit(List<String> added, List<String> altered) {
        String id = GitLayout.blobId(
                (commits.size() + added.toString() + altered).getBytes(java.nio.charset.StandardCharsets.UTF_8), 40);
        List<String> parents =
                commits.isEmpty() ? List.of() : List.of(commits.get(0).commit());
        commits.add(0, new Entry(id, parents, added, altered));
        return id;
    }

    @Override
    public synchronized List<Entry> log() {
        return List.copyOf(commits);
    }

    private final class FakeTree implements SourceTree {
        private final TreeMap<String, byte[]> tree;
        private final String commit;

        FakeTree(TreeMap<String, byte[]> tree, String commit) {
            this.tree = tree;
            this.commit = commit;
        }

        @Override
        public String commit() {
            return commit;
        }

        @Override
        public Optional<Type> type(String path) {
            if (tree.containsKey(path)) {
                return Optional.of(Type.FILE);
            }
            return list(path).isEmpty() ? Optional.empty() : Optional.of(Type.DIRECTORY);
        }

        @Override
        public Optional<byte[]> read(String path) {
            reads++;
            return Optional.ofNullable(tree.get(path));
        }

        @Override
        public List<Entry> list(String path) {
            Map<String, Entry> entries = new LinkedHashMap<>();
            String prefix = path.isEmpty() ? "" : path + "/";
            tree.tailMap(prefix).keySet().stream()
                    .takeWhile(file -> file.startsWith(prefix))
                    .forEach(file -> {
                        String rest = file.substring(prefix.length());
                        int slash = rest.indexOf('/');
                        String name = slash < 0 ? rest : rest.substring(0, slash);
                        entries.put(name, new Entry(name, slash < 0 ? Type.FILE : Type.DIRECTORY));
                    });
            return entries.values().stream()
                    .sorted(Comparator.comparing(Entry::name))
                    .toList();
        }

        @Override
        public Optional<String> id(String path) {
            if (tree.containsKey(path)) {
                return Optional.of(GitLayout.blobId(tree.get(path), 40));
            }
            StringBuilder all = new StringBuilder();
            list(path)
                    .forEach(entry -> all.append(entry.name())
                            .append(id(path + "/" + entry.name()).orElse("")));
            return all.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            GitLayout.blobId(all.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8), 40));
        }
    }
}
