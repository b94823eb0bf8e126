package dev.gitops.engine.reading;

import dev.gitops.engine.reading.TracedTree.Asked;
import dev.gitops.spi.SourceTree;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    /** Parents before what is in them, and nothing between: as if a slash were the least of all characters. */
    private static int byParts(String one, String other) {
        int most = Math.min(one.length(), other.length());
        for (int i = 0; i < most; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                return a == '/' ? -1 : b == '/' ? 1 : Character.compare(a, b);
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    /** The trace of what was asked; empty where the tree knows no ids. */
    static Optional<Trace> of(SourceTree tree, Map<String, Asked> asked) {
        Set<String> all = new HashSet<>(asked.keySet());
        all.add("");
        for (String path : asked.keySet()) {
            int slash = path.lastIndexOf('/');
            while (slash > 0 && all.add(path.substring(0, slash))) {
                slash = path.lastIndexOf('/', slash - 1);
            }
        }
        String[] paths = all.toArray(String[]::new);
        Arrays.sort(paths, Trace::byParts);
        Writer writer = new Writer();
        for (String path : paths) {
            @Nullable Asked how = asked.get(path);
            boolean absent = how != null && how.type().isEmpty();
            String id = absent ? "" : tree.id(path).orElse("");
            if (id.length() != 2 * ID_BYTES && (how == null ? tree.type(path) : how.type()).isPresent()) {
                return Optional.empty();
            }
            writer.node(kind(how, id), path, id);
        }
        return Optional.of(new Trace(writer.out.toByteArray()));
    }

    private static int kind(@Nullable Asked how, String id) {
        if (id.isEmpty()) {
            return ABSENT;
        }
        return how == null
                ? ABOVE
                : how.content() ? CONTENT : TYPE + how.type().orElseThrow().ordinal();
    }

    /** Whether a tree gives the same answers to all that was asked. */
    boolean holdsIn(SourceTree tree) {
        Reader reader = new Reader();
        while (reader.next()) {
            @Nullable String id = tree.id(reader.path).orElse(null);
            if (id != null && reader.isId(id)) {
                if (reader.path.isEmpty()) {
                    return true;
                }
                reader.skipBelow();
            } else if (!reader.mayDiffer(tree, id == null)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a tree gives the same answers, where another one is known to do: what is the same in both needs no look. */
    boolean holdsAsIn(SourceTree one, SourceTree tree) {
        Reader reader = new Reader();
        while (reader.next()) {
            if (one.isSame(reader.path, tree)) {
                if (reader.path.isEmpty()) {
                    return true;
                }
                reader.skipBelow();
            } else if (!reader.mayDiffer(tree, tree.id(reader.path).isEmpty())) {
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
            int length = number(at + 3);
            path = path.substring(0, number(at + 1)) + new String(bytes, at + 5, length, StandardCharsets.UTF_8);
            id = at + 5 + length;
            at = id + (kind == ABSENT ? 0 : ID_BYTES);
            return true;
        }

        /** Passes over what is below the present path, without reading what it is: it shares the path and the slash behind it with what came before. */
        void skipBelow() {
            int within = path.length() + 1;
            for (boolean first = true; at < bytes.length; first = false) {
                int common = number(at + 1);
                int rest = at + 5;
                int length = number(at + 3);
                boolean below = common >= within || first && common == within - 1 && length > 0 && bytes[rest] == '/';
                if (!below) {
                    return;
                }
                at = rest + length + (bytes[at] == ABSENT ? 0 : ID_BYTES);
            }
        }

        private int number(int from) {
            return (bytes[from] & 0xff) << 8 | bytes[from + 1] & 0xff;
        }

        boolean isId(String hex) {
            if (kind == ABSENT || hex.length() != 2 * ID_BYTES) {
                return false;
            }
            for (int i = 0; i < ID_BYTES; i++) {
                int both = Character.digit(hex.charAt(2 * i), 16) << 4 | Character.digit(hex.charAt(2 * i + 1), 16);
                if (both != (bytes[id + i] & 0xff)) {
                    return false;
                }
            }
            return true;
        }

        /** Whether it does not matter that what is there has another id than it had. */
        boolean mayDiffer(SourceTree tree, boolean absent) {
            return switch (kind) {
                case ABOVE -> true;
                case ABSENT -> absent;
                case CONTENT -> false;
                default ->
                    tree.type(path)
                            .filter(type -> type.ordinal() == kind - TYPE)
                            .isPresent();
            };
        }
    }
}
