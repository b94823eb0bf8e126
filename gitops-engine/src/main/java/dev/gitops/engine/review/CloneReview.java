package dev.gitops.engine.review;

import dev.gitops.api.Inventory;
import dev.gitops.api.Settings;
import dev.gitops.api.model.AuditSpec;
import dev.gitops.api.model.JenkinsSpec;
import dev.gitops.api.model.ProviderConfig;
import dev.gitops.api.model.RepositorySpec;
import dev.gitops.api.review.Review;
import dev.gitops.api.review.ReviewRequest;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.git.LocalClone;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A review of what a clone on this machine has, a stranger's change among it: no login is read, nothing is connected or fetched, and no file of the work tree counts, for that is the stranger's too. The inventory
 * is that of the target's commit.
 */
public final class CloneReview {

    /** What a process needs to find its folders, and no more. */
    private static final Set<String> HARMLESS =
            Set.of("HOME", "PATH", "TMPDIR", "GITOPS_CACHE", "XDG_CACHE_HOME", "LANG", "TZ");

    private CloneReview() {}

    /**
     * Reviews.
     *
     * @param folder the clone
     * @param settings cache folder and clock; its variables are not handed on
     * @param request the range; {@code HEAD} is the commit that is checked out
     * @return the verdict
     * @throws dev.gitops.api.InvalidInputException if there is no clone, no such commit, or no inventory at the target
     */
    public static Review of(Path folder, Settings settings, ReviewRequest request) {
        LocalClone clone = LocalClone.at(folder);
        Settings bare = bare(settings);
        String view = clone.readable(settings.cacheFolder()).toString();
        Inventory nothing = Inventory.builder()
                .file(Path.of("apps.yaml").toAbsolutePath())
                .config(new RepositorySpec(view, request.branch().orElse("main")))
                .audit(new AuditSpec(new ProviderConfig("git", null, ""), null))
                .jenkins(new JenkinsSpec("gitops", "gitops", null, Map.of(), JenkinsSpec.POLL))
                .build();
        try (Connections connections = new Connections(nothing, bare)) {
            return new Reviewer(connections, Optional.empty(), named(request, clone)).run();
        }
    }

    /**
     * Settings that lead nowhere.
     *
     * @param settings cache folder, clock and variables
     * @return the same without a variable that could be a login, and offline
     */
    public static Settings bare(Settings settings) {
        return Settings.builder()
                .from(settings)
                .environment(settings.environment().entrySet().stream()
                        .filter(variable -> HARMLESS.contains(variable.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                .offline(true)
                .build();
    }

    private static ReviewRequest named(ReviewRequest request, LocalClone clone) {
        return new ReviewRequest(
                head(request.from(), clone),
                head(request.to(), clone),
                request.request(),
                request.branch(),
                request.inventoryPath(),
                request.schemas());
    }

    private static String head(String name, LocalClone clone) {
        return name.equals("HEAD") ? clone.head().orElse(name) : name;
    }
}
