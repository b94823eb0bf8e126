package dev.gitops.forge.bitbucket;

import dev.gitops.http.Call;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What happened to a pull request. An activity without a name could be any, so it is an error. */
record BitbucketActivities(List<Json> activities) {

    static BitbucketActivities read(Call call, Resource pull) {
        return new BitbucketActivities(
                call.values(pull.at("activities").with("limit", 100)).toList());
    }

    private List<Json> of(String action) {
        return activities.stream()
                .filter(activity -> activity.text("action").equals(action))
                .toList();
    }

    /** {@return whether a user's last approval came after all that was pushed and after the target was last changed: Bitbucket tells both as one, and only where the commits became others} */
    boolean approvedAfterTheLastChange(String user) {
        Instant changed = of("RESCOPED").stream()
                .map(change -> change.time("createdDate").orElse(Instant.MAX))
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
        return of("APPROVED").stream()
                .filter(approval -> approval.is(user, "user", "name"))
                .flatMap(approval -> approval.time("createdDate").stream())
                .anyMatch(changed::isBefore);
    }

    /** {@return whether, since a user's last approval, there were pushes alone: each change left the target's commit as it was, so that the target is the one that was approved for} */
    boolean onlyPushedSinceApproval(String user) {
        Optional<Instant> approved = of("APPROVED").stream()
                .filter(approval -> approval.is(user, "user", "name"))
                .flatMap(approval -> approval.time("createdDate").stream())
                .max(Instant::compareTo);
        return approved.isPresent()
                && of("RESCOPED").stream()
                        .filter(change ->
                                !change.time("createdDate").orElse(Instant.MAX).isBefore(approved.get()))
                        .allMatch(change -> change.maybe("toHash")
                                .filter(target -> change.is(target, "previousToHash"))
                                .isPresent());
    }

    /** {@return who merged it} */
    Optional<String> mergedBy() {
        return of("MERGED").stream().findFirst().flatMap(activity -> activity.maybe("user", "name"));
    }

    /** {@return who pushed} */
    Set<String> pushers() {
        Set<String> pushers = new TreeSet<>();
        of("RESCOPED").forEach(push -> push.maybe("user", "name").ifPresent(pushers::add));
        return pushers;
    }
}
