package dev.gitops.forge.gitlab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.http.Call;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reviewers on GitLab, which knows users by number and no teams: a group is asked by asking its members. */
final class GitLabReviewers {

    private static final int MOST_MEMBERS = 20;

    private final Call call;
    private final Resource merge;
    private final String namespace;

    GitLabReviewers(Call call, Resource merge, String namespace) {
        this.call = call;
        this.merge = merge;
        this.namespace = namespace;
    }

    void ask(Json open, List<String> reviewers, List<String> notices) {
        Map<Long, String> there = users(open.items("reviewers").stream());
        Map<Long, String> wanted = new LinkedHashMap<>(there);
        for (String reviewer : reviewers) {
            Map<Long, String> found = found(reviewer.startsWith("@") ? reviewer.substring(1) : reviewer);
            if (found.isEmpty()) {
                notices.add("could not ask " + reviewer + " for a review: GitLab knows no such user or group");
            }
            wanted.putAll(found);
        }
        open.integer("author", "id").ifPresent(wanted::remove);
        if (there.keySet().containsAll(wanted.keySet())) {
            return;
        }
        ObjectNode body = Json.object();
        wanted.keySet().forEach(body.putArray("reviewer_ids")::add);
        try {
            Map<Long, String> asked = users(call.put(merge, body).items("reviewers").stream());
            wanted.keySet().removeAll(asked.keySet());
            if (!wanted.isEmpty()) {
                notices.add("could not ask " + String.join(", ", wanted.values())
                        + " for a review: this edition of GitLab takes fewer reviewers");
            }
        } catch (ForgeException.Forbidden | ForgeException.Rejected e) {
            notices.add("could not ask " + String.join(", ", wanted.values()) + " for a review: " + e.getMessage());
        }
    }

    private Map<Long, String> found(String name) {
        if (!name.contains("/")) {
            Map<Long, String> user =
                    users(call.list(Resource.of("users").with("username", name).with("per_page", 2)));
            if (!user.isEmpty()) {
                return user;
            }
        }
        String below = namespace.split("/")[0] + "/" + name;
        return Stream.of(name, namespace + "/" + name, below)
                .distinct()
                .flatMap(path -> members(path).stream())
                .findFirst()
                .orElse(Map.of());
    }

    private Optional<Map<Long, String>> members(String group) {
        try {
            Resource members = Resource.of("groups", group, "members", "all").with("per_page", 100);
            return Optional.of(users(call.list(members)
                    .filter(member ->
                            member.maybe("state").filter("active"::equals).isPresent())
                    .limit(MOST_MEMBERS)));
        } catch (ForgeException.NotFound | ForgeException.Forbidden e) {
            return Optional.empty();
        }
    }

    private static Map<Long, String> users(Stream<Json> users) {
        return users.collect(Collectors.toMap(
                user -> user.number("id"), user -> user.text("username"), (a, b) -> a, LinkedHashMap::new));
    }
}
