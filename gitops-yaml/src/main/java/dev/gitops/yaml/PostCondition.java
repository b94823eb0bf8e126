package dev.gitops.yaml;

import dev.gitops.yaml.Draft.Items;
import dev.gitops.yaml.Draft.Kept;
import dev.gitops.yaml.Draft.Leaf;
import dev.gitops.yaml.Draft.Pair;
import dev.gitops.yaml.Draft.Pairs;
import dev.gitops.yaml.Node.Alias;
import dev.gitops.yaml.Node.Entry;
import dev.gitops.yaml.Node.Mapping;
import dev.gitops.yaml.Node.Scalar;
import dev.gitops.yaml.Node.Sequence;
import dev.gitops.yaml.Node.Style;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What must hold after an edit: the file, read again, has the new values where they were asked for, and the old ones everywhere else. */
final class PostCondition {

    private PostCondition() {}

    static boolean holds(List<Document> before, int edited, Draft root, List<Document> after) {
        if (before.size() != after.size()) {
            return false;
        }
        for (int i = 0; i < before.size(); i++) {
            Node was = before.get(i).root();
            Node is = after.get(i).root();
            boolean same =
                    i == edited ? is == null ? was == null && root.isNull() : matches(root, is) : sameOrNull(was, is);
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(Draft draft, Node after) {
        Node before = draft.before;
        if (before != null
                && !Objects.equals(
                        before.properties().anchor(), after.properties().anchor())) {
            return false;
        }
        if (draft.now instanceof Kept kept) {
            return same(kept.node(), after);
        }
        if (draft.now instanceof Leaf leaf) {
            return Data.sameNode(after, leaf.value());
        }
        if (draft.now instanceof Items items) {
            if (!(after instanceof Sequence sequence)
                    || items.list.size() != sequence.items().size()) {
                return false;
            }
            for (int i = 0; i < items.list.size(); i++) {
                if (!matches(items.list.get(i), sequence.items().get(i))) {
                    return false;
                }
            }
            return true;
        }
        List<Pair> pairs = ((Pairs) draft.now).list;
        if (!(after instanceof Mapping mapping)
                || pairs.size() != mapping.entries().size()) {
            return false;
        }
        for (int i = 0; i < pairs.size(); i++) {
            Entry entry = mapping.entries().get(i);
            Pair pair = pairs.get(i);
            boolean key = pair.origin() != null && !pair.isRenamed()
                    ? same(pair.origin().key(), entry.key())
                    : Data.sameNode(entry.key(), pair.key());
            if (!key || !matches(pair.value(), entry.value())) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameOrNull(@Nullable Node before, @Nullable Node after) {
        return before == null || after == null ? before == after : same(before, after);
    }

    private static boolean same(Node before, Node after) {
        if (!Objects.equals(before.properties().anchor(), after.properties().anchor())
                || !Objects.equals(before.properties().tag(), after.properties().tag())) {
            return false;
        }
        if (before instanceof Scalar was) {
            return after instanceof Scalar is
                    && was.value().equals(is.value())
                    && (was.style() == Style.PLAIN) == (is.style() == Style.PLAIN);
        }
        if (before instanceof Alias was) {
            return after instanceof Alias is && was.name().equals(is.name());
        }
        if (before instanceof Sequence was) {
            if (!(after instanceof Sequence is)
                    || was.items().size() != is.items().size()) {
                return false;
            }
            for (int i = 0; i < was.items().size(); i++) {
                if (!same(was.items().get(i), is.items().get(i))) {
                    return false;
                }
            }
            return true;
        }
        Mapping was = (Mapping) before;
        if (!(after instanceof Mapping is)
                || was.entries().size() != is.entries().size()) {
            return false;
        }
        for (int i = 0; i < was.entries().size(); i++) {
            Entry one = was.entries().get(i);
            Entry other = is.entries().get(i);
            if (!same(one.key(), other.key()) || !same(one.value(), other.value())) {
                return false;
            }
        }
        return true;
    }
}
