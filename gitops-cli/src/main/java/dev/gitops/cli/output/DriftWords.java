package dev.gitops.cli.output;

import dev.gitops.api.App;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec.Drift;
import dev.gitops.api.GitOps;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.ObjectDifference;
import dev.gitops.api.ObjectDifference.Field;
import dev.gitops.text.Shown;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** How clusters differ from Git, in a few words for each application and environment. */
public final class DriftWords {

    private static final int AT_ONCE = 8;
    private static final long HOURS = 1;

    private final Map<String, String> words = new ConcurrentHashMap<>();

    private DriftWords() {}

    /** {@return words about nothing: nobody asked} */
    public static DriftWords none() {
        return new DriftWords();
    }

    /**
     * Looks at every environment whose drift the inventory does not switch off, several at once. One that cannot be looked at has no words.
     *
     * @param gitops the open inventory
     * @return the words
     * @throws InterruptedException if the thread was interrupted
     */
    public static DriftWords of(GitOps gitops) throws InterruptedException {
        DriftWords found = new DriftWords();
        ExecutorService lookers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (App app : gitops.apps()) {
                app.spec().environments().values().stream()
                        .filter(spec -> spec.drift() != Drift.OFF)
                        .forEach(spec -> lookers.execute(() -> found.look(app, spec.name())));
            }
            lookers.shutdown();
            lookers.awaitTermination(HOURS, TimeUnit.HOURS);
            return found;
        } finally {
            lookers.shutdownNow();
        }
    }

    private void look(App app, EnvironmentName environment) {
        try {
            List<ObjectDifference> differences = app.drift(environment);
            if (!differences.isEmpty()) {
                words.put(key(app.name(), environment), words(differences));
            }
        } catch (GitOpsException unreachable) {
            words.remove(key(app.name(), environment));
        }
    }

    /**
     * The words for one place.
     *
     * @param app the application
     * @param environment the environment
     * @return what differs; empty where nothing does, or nobody could look
     */
    public Optional<String> in(String app, EnvironmentName environment) {
        return Optional.ofNullable(words.get(key(app, environment)));
    }

    private static String key(String app, EnvironmentName environment) {
        return app + " " + environment;
    }

    static String words(List<ObjectDifference> differences) {
        ObjectDifference first = differences.get(0);
        String more = differences.size() > 1 ? ", and " + (differences.size() - 1) + " objects more" : "";
        return Shown.line(first.kind() + " " + first.name() + " " + change(first) + more);
    }

    private static String change(ObjectDifference difference) {
        return switch (difference.change()) {
            case MISSING -> "is missing";
            case EXTRA -> "is not in Git";
            case CHANGED ->
                difference.fields().isEmpty()
                        ? "differs"
                        : field(difference.fields().get(0));
        };
    }

    private static String field(Field field) {
        return field.path() + " is " + Optional.ofNullable(field.right()).orElse("absent") + ", Git says "
                + Optional.ofNullable(field.left()).orElse("absent");
    }
}
