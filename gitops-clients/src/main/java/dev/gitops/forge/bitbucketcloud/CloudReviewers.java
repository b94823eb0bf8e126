package dev.gitops.forge.bitbucketcloud;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.http.Call;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reviewers on Bitbucket Cloud: members of the workspace, by their account's id or by a name that only one of them has. An update must name all of them. */
record CloudReviewers(Call call, String workspace, Resource pull) {

    void ask(List<String> reviewers, List<String> notices) {
        List<Json> members = call.linked(
                        Resource.of("workspaces", workspace, "members").with("pagelen", 100))
                .toList();
        Json open = call.get(pull);
        Map<String, String> wanted = new LinkedHashMap<>();
        open.items("reviewers").forEach(user -> user.maybe("uuid").ifPresent(uuid -> wanted.put(uuid, uuid)));
        int there = wanted.size();
        for (String reviewer : reviewers) {
            Optional<String> uuid = found(reviewer.startsWith("@") ? reviewer.substring(1) : reviewer, members);
            if (uuid.isEmpty()) {
                notices.add("could not ask " + reviewer
                        + " for a review: the workspace has no such member, or several of that name");
            }
            uuid.filter(id -> !open.is(id, "author", "uuid")).ifPresent(id -> wanted.put(id, reviewer));
        }
        if (wanted.size() == there) {
            return;
        }
        ObjectNode body = Json.object().put("title", open.text("title"));
        ArrayNode all = body.putArray("reviewers");
        wanted.keySet().forEach(uuid -> all.addObject().put("uuid", uuid));
        try {
            call.put(pull, body);
        } catch (ForgeException.Rejected | ForgeException.Forbidden e) {
            notices.add("could not ask " + String.join(", ", wanted.values()) + " for a review: " + e.getMessage());
        }
    }

    private static Optional<String> found(String name, List<Json> members) {
        List<String> found = members.stream()
                .filter(member -> List.of("account_id", "uuid", "nickname", "display_name").stream()
                        .anyMatch(key -> member.is(name, "user", key)))
                .flatMap(member -> member.maybe("user", "uuid").stream())
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}
