package dev.gitops.k8s.apply;

import dev.gitops.cluster.object.ObjectKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Keeps a mistake in Git from emptying a cluster: what goes must be a small share of what is owned, and nothing that holds data goes without a person's word. */
final class PruneGuard {

    /** The ending a kustomize generator gives a name, which changes with the content. */
    private static final Pattern HASH = Pattern.compile("-[bcdfghkmt2456789]{10}$");

    private PruneGuard() {}

    /**
     * Why a prune is refused.
     *
     * @param going what would go
     * @param owned how many objects are owned in all
     * @param wanted what Git wants
     * @param confirmed what a person confirmed, as {@code KIND/NAME}
     * @param maxShare the share that may go without a person's word
     * @return the reasons; none where it may go
     */
    static List<String> refusals(
            Collection<ObjectKey> going, int owned, Set<ObjectKey> wanted, Set<String> confirmed, double maxShare) {
        List<String> reasons = new ArrayList<>();
        List<ObjectKey> counted = going.stream()
                .filter(key -> !confirmed.contains(key.word()))
                .filter(key -> Options.PRECIOUS.contains(key.kind()) || !moved(key, wanted))
                .filter(key -> !succeeded(key, wanted))
                .toList();
        for (ObjectKey key : counted) {
            if (Options.PRECIOUS.contains(key.kind())) {
                reasons.add(key + " would be deleted, with what it holds; confirm it with --prune-confirm " + key.word()
                        + ", or put it back into Git");
            }
        }
        double share = owned == 0 ? 0 : (double) counted.size() / owned;
        if (share > maxShare) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "%d of %d owned objects would be deleted (%.0f %%, allowed are %.0f %%): %s; confirm them with"
                            + " --prune-confirm, or raise `delivery: { apply: { prune: { maxShare: ... } } }`",
                    counted.size(),
                    owned,
                    share * 100,
                    maxShare * 100,
                    named(counted)));
        }
        return reasons;
    }

    /** Whether an object goes only because the environment has moved to another namespace, where it stands by now. */
    private static boolean moved(ObjectKey key, Set<ObjectKey> wanted) {
        return key.namespace() != null
                && wanted.stream().noneMatch(other -> key.namespace().equals(other.namespace()))
                && wanted.stream()
                        .anyMatch(other -> other.namespace() != null
                                && other.group().equals(key.group())
                                && other.word().equals(key.word()));
    }

    /** Whether a generated object goes only because a newer one of the same name takes its place. */
    private static boolean succeeded(ObjectKey key, Set<ObjectKey> wanted) {
        if (!HASH.matcher(key.name()).find()) {
            return false;
        }
        String stem = HASH.matcher(key.name()).replaceFirst("");
        return wanted.stream()
                .filter(other -> other.kind().equals(key.kind())
                        && HASH.matcher(other.name()).find())
                .anyMatch(other -> HASH.matcher(other.name()).replaceFirst("").equals(stem));
    }

    private static String named(List<ObjectKey> keys) {
        String first =
                String.join(", ", keys.stream().limit(10).map(ObjectKey::word).toList());
        return keys.size() > 10 ? first + " and " + (keys.size() - 10) + " more" : first;
    }
}
