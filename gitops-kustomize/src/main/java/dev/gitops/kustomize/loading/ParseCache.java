package dev.gitops.kustomize.loading;

import dev.gitops.yaml.tree.Node;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What files of some content hold, least recently used content forgotten first. The key is the content itself, so it does not matter
 * where, or at which commit, a file was read. Safe for several threads.
 */
public final class ParseCache {

    private static final int SMALL = 1 << 16;

    private record Content(byte[] bytes, int hash) {
        Content(byte[] bytes) {
            this(bytes, Arrays.hashCode(bytes));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Content content && hash == content.hash && Arrays.equals(bytes, content.bytes);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    private final Shelf small;
    private final Shelf large;

    /**
     * A cache. A quarter of it is for short files, of which there may be very many, so that they never drive out a long one that all of them go with.
     *
     * @param limit how many bytes of files it may remember; 0 for none
     */
    public ParseCache(long limit) {
        small = new Shelf(limit / 4);
        large = new Shelf(limit - limit / 4);
    }

    /** What some content holds; the nodes are shared, to be copied before use. */
    List<Node> get(byte[] bytes, Supplier<List<Node>> parser) {
        return (bytes.length <= SMALL ? small : large).get(bytes, parser);
    }

    private static final class Shelf {

        private final long limit;
        private long size;
        private final Map<Content, List<Node>> parsed = new LinkedHashMap<>(64, 0.75f, true);

        Shelf(long limit) {
            this.limit = limit;
        }

        List<Node> get(byte[] bytes, Supplier<List<Node>> parser) {
            if (bytes.length > limit) {
                return parser.get();
            }
            Content content = new Content(bytes);
            synchronized (parsed) {
                List<Node> known = parsed.get(content);
                if (known != null) {
                    return known;
                }
            }
            List<Node> fresh = parser.get();
            synchronized (parsed) {
                if (parsed.putIfAbsent(content, fresh) == null) {
                    size += bytes.length;
                    var oldest = parsed.entrySet().iterator();
                    while (size > limit && oldest.hasNext()) {
                        size -= oldest.next().getKey().bytes.length;
                        oldest.remove();
                    }
                }
            }
            return fresh;
        }
    }
}
