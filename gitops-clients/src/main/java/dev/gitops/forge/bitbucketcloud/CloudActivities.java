package dev.gitops.forge.bitbucketcloud;

import dev.gitops.http.Call;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What happened to a pull request, newest first: updates, approvals, remarks. One of no known kind could be any, so it is an error. */
record CloudActivities(List<Json> activities) {

    private static final Set<String> KINDS = Set.of("update", "approval", "comment", "changes_requested", "task");

    static CloudActivities read(Call call, Resource pull) {
        List<Json> all = call.linked(pull.at("activity").with("pagelen", 50)).toList();
        all.stream()
                .filter(activity -> KINDS.stream().noneMatch(activity::has))
                .forEach(activity -> activity.text("update"));
        return new CloudActivities(all);
    }

    private List<Json> updates() {
        return activities.stream()
                .filter(activity -> activity.has("update"))
                .map(activity -> activity.part("update").orElse(activity))
                .toList();
    }

    /** {@return when the source branch was last pushed, or the target branch changed} */
    Instant changed() {
        Instant changed = Instant.MIN;
        List<Json> updates = updates();
        for (int i = 0; i < updates.size(); i++) {
            Json update = updates.get(i);
            boolean first = i == updates.size() - 1;
            boolean same = !first && place(update).equals(place(updates.get(i + 1)));
            if (!same) {
                Instant time = update.time("date").orElse(Instant.MAX);
                changed = time.isAfter(changed) ? time : changed;
            }
        }
        return updates.isEmpty() ? Instant.MAX : changed;
    }

    /** {@return the head that a user last approved, as short as Bitbucket tells it, where it is of the same target branch as the present one} */
    Optional<String> approvedHead(String account) {
        Optional<Instant> approved = approved(account);
        if (approved.isEmpty()) {
            return Optional.empty();
        }
        @Nullable String target = null;
        for (Json update : updates()) {
            String branch = update.text("destination", "branch", "name");
            if (target != null && !target.equals(branch)) {
                return Optional.empty();
            }
            target = branch;
            if (update.time("date").orElse(Instant.MAX).isBefore(approved.get())) {
                return Optional.of(update.text("source", "commit", "hash"));
            }
        }
        return Optional.empty();
    }

    private static String place(Json update) {
        return update.text("source", "commit", "hash") + " " + update.text("destination", "branch", "name");
    }

    /** {@return when a user last approved} */
    Optional<Instant> approved(String account) {
        return activities.stream()
                .filter(activity -> activity.is(account, "approval", "user", "account_id"))
                .flatMap(activity -> activity.time("approval", "date").stream())
                .max(Instant::compareTo);
    }

    /** {@return who updated it} */
    Set<String> pushers() {
        Set<String> pushers = new TreeSet<>();
        updates().forEach(update -> update.maybe("author", "account_id").ifPresent(pushers::add));
        return pushers;
    }
}
