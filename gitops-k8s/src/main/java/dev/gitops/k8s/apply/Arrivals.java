package dev.gitops.k8s.apply;

import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Kind;
import dev.gitops.cluster.object.ObjectKey;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What comes with this very deployment. The server cannot check what depends on it before it is there: objects in a new namespace or of a new kind, a Pod with a new account, a binding to a new role, what only a raised quota has room for. */
final class Arrivals {

    private static final Pattern MISSING = Pattern.compile("([A-Za-z][\\w.]*) \"([^\"]+)\" not found");

    private static final Pattern QUOTA = Pattern.compile("(?:exceeded quota|status unknown for quota): ([^,\\s]+)");

    private final Set<String> kinds = new HashSet<>();
    private final Set<String> namespaces = new HashSet<>();
    private final Set<String> defined = new HashSet<>();
    private final Set<String> quotas = new HashSet<>();
    private final Set<String> names = new HashSet<>();

    Arrivals(WantedSet set, Snapshot seen) {
        set.objects().stream()
                .filter(wanted -> !seen.members().containsKey(wanted.key()))
                .forEach(wanted -> add(wanted.key(), wanted.kind()));
        set.objects().stream()
                .filter(wanted -> wanted.key().kind().equals("ResourceQuota"))
                .filter(wanted -> seen.live(wanted.key())
                        .filter(live -> Planner.unchanged(wanted, live))
                        .isEmpty())
                .forEach(wanted ->
                        quotas.add(wanted.key().namespace() + " " + wanted.key().name()));
        set.hooks().all().forEach(hook -> add(hook.key(), hook.kind()));
    }

    private void add(ObjectKey key, Kind kind) {
        names.add(key.kind().toLowerCase(Locale.ROOT) + " " + key.name());
        names.add(kind.plural() + " " + key.name());
    }

    void addKind(String groupKind) {
        kinds.add(groupKind);
    }

    void addNamespace(String name) {
        namespaces.add(name);
    }

    /** The new kinds and namespaces are there now. */
    void established() {
        defined.addAll(kinds);
        kinds.clear();
        namespaces.clear();
    }

    /** Whether the definition of a kind is written by this deployment, so that what was seen of its objects before proves nothing. */
    boolean redefines(Kind kind) {
        return has(kind) || defined.contains(kind.groupKind());
    }

    boolean has(Kind kind) {
        return kinds.contains(kind.groupKind());
    }

    boolean anyKind() {
        return !kinds.isEmpty();
    }

    /** Whether all that a refusal says is that something is missing which comes with this deployment, or that a quota is used up which it changes. */
    boolean explain(Answer answer, @Nullable String namespace) {
        Matcher quota = QUOTA.matcher(answer.message());
        if (answer.code() == 403 && quota.find()) {
            return quotas.contains(namespace + " " + quota.group(1));
        }
        if (answer.notFound() && namespace != null && namespaces.contains(namespace)) {
            return true;
        }
        if (answer.code() != 404 && answer.code() != 403) {
            return false;
        }
        Matcher missing = MISSING.matcher(answer.message());
        if (!missing.find()) {
            return false;
        }
        String noun = missing.group(1).toLowerCase(Locale.ROOT).replaceFirst("\\..*", "");
        return names.contains(noun + " " + missing.group(2));
    }
}
