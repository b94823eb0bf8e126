package dev.gitops.engine.reading;

import dev.gitops.engine.reading.TracedTree.Asked;
import dev.gitops.spi.SourceTree;
import dev.gitops.spi.SourceTree.Type;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was asked of a tree, with the answers as ids, the folders above with theirs: where a folder has the same id, nothing below it needs a look.
 *
 * @param bytes the paths in the order of their parts, each after its parent: a kind, how much of the path before is its beginning, the rest, and the id
 */
@SuppressWarnings("ArrayRecordComponent")
record Trace(byte[] bytes) {

    private static final int ID_BYTES = 20;
    private static final int ABOVE = 0;
    private static final int ABSENT = 1;
    private static final int CONTENT = 2;
    /** A type that was asked for is told by this and its number. */
    private static final int TYPE = 3;

    private static final Comparator<String> BY_PARTS = Comparator.comparing(path -> path.replace('/', '\0'));

    /** The trace of what was asked; empty where the tree knows no ids. */
    static Optional<Trace> of(SourceTree tree, Map<String, Asked> asked) {
        Map<String, Optional<Asked>> all = new TreeMap<>(BY_PARTS);
        asked.forEach((path, how) -> {
            for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
                all.putIfAbsent(path.substring(0, slash), Optional.empty());
            }
            all.putIfAbsent("", Optional.empty());
            all.put(path, Optional.of(how));
        });
        Writer writer = new Writer();
        for (Map.Entry<String, Optional<Asked>> entry : all.entrySet()) {
            String path = entry.getKey();
            Optional<Type> type = tree.type(path);
            Optional<String> id = tree.id(path);
            if (type.isPresent()
                    && id.filter(known -> known.length() == 2 * ID_BYTES).isEmpty()) {
                return Optional.empty();
            }
            writer.node(kind(entry.getValue(), type), path, id.orElse(""));
        }
        return Optional.of(new Trace(writer.out.toByteArray()));
    }

    private static int kind(Optional<Asked> asked, Optional<Type> found) {
        if (found.isEmpty()) {
            return ABSENT;
        }
        return asked.map(how ->
                        how == Asked.CONTENT ? CONTENT : TYPE + found.get().ordinal())
                .orElse(ABOVE);
    }

    /** Whether a tree gives the same answers to all that was asked. */
    boolean holdsIn(SourceTree tree) {
        Reader reader = new Reader();
        String same = null;
        while (reader.next()) {
            if (same != null && (same.isEmpty() || reader.path.startsWith(same))) {
                continue;
            }
            String id = tree.id(reader.path).orElse("");
            if (!id.isEmpty() && id.equals(reader.id())) {
                same = reader.path.isEmpty() ? "" : reader.path + "/";
            } else if (!reader.mayDiffer(tree, id)) {
                return false;
            }
        }
        return true;
    }

    private static final class Writer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        private String before = "";

        void node(int kind, String path, String id) {
            int common = 0;
            int most = Math.min(Math.min(path.length(), before.length()), 0xffff);
            while (common < most && path.charAt(common) == before.charAt(common)) {
                common++;
            }
            byte[] rest = path.substring(common).getBytes(StandardCharsets.UTF_8);
            out.write(kind);
            number(common);
            number(rest.length);
            out.write(rest, 0, rest.length);
            if (kind != ABSENT) {
                out.write(HexFormat.of().parseHex(id), 0, ID_BYTES);
            }
            before = path;
        }

        private void number(int number) {
            out.write(number >>> 8);
            out.write(number);
        }
    }

    private final class Reader {
        private int at;
        private int kind;
        private int id;
        private String path = "";

        boolean next() {
            if (at >= bytes.length) {
                return false;
            }
            kind = bytes[at];
            int common = number(at + 1);
            int length = number(at + 3);
            path = path.substring(0, common) + new String(bytes, at + 5, length, StandardCharsets.UTF_8);
            id = at + 5 + length;
            at = id + (kind == ABSENT ? 0 : ID_BYTES);
            return true;
        }

        private int number(int from) {
            return (bytes[from] & 0xff) << 8 | bytes[from + 1] & 0xff;
        }

        String id() {
            return kind == ABSENT ? "" : HexFormat.of().formatHex(bytes, id, id + ID_BYTES);
        }

        /** Whether it does not matter that what is there has another id than it had. */
        boolean mayDiffer(SourceTree tree, String found) {
            return switch (kind) {
                case ABOVE -> true;
                case ABSENT -> found.isEmpty();
                case CONTENT -> false;
                default ->
                    tree.type(path)
                            .filter(type -> type.ordinal() == kind - TYPE)
                            .isPresent();
            };
        }
    }
}
