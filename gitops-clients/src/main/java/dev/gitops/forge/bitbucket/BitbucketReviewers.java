package dev.gitops.forge.bitbucket;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.http.Call;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reviewers on Bitbucket: users by name, and the users of the repository's reviewer groups. An update must name all of them, or those it leaves out are taken off. */
final class BitbucketReviewers {

    private final Call call;
    private final Resource repository;
    private final Resource pull;

    BitbucketReviewers(Call call, Resource repository, Resource pull) {
        this.call = call;
        this.repository = repository;
        this.pull = pull;
    }

    /** The body of an update that changes nothing yet. */
    static ObjectNode unchanged(Json pull) {
        ObjectNode body = Json.object()
                .put("version", pull.number("version"))
                .put("title", pull.text("title"))
                .put("description", pull.maybe("description").orElse(""));
        ArrayNode reviewers = body.putArray("reviewers");
        names(pull).forEach(name -> add(reviewers, name));
        return body;
    }

    void ask(List<String> reviewers, List<String> notices) {
        Json open = call.get(pull);
        Set<String> wanted = new LinkedHashSet<>();
        for (String reviewer : reviewers) {
            Set<String> found = found(reviewer.startsWith("@") ? reviewer.substring(1) : reviewer);
            if (found.isEmpty()) {
                notices.add(
                        "could not ask " + reviewer + " for a review: Bitbucket knows no such user or reviewer group");
            }
            wanted.addAll(found);
        }
        wanted.removeAll(names(open));
        wanted.remove(open.text("author", "user", "name"));
        // One by one: Bitbucket refuses all of them for one who may not read the repository.
        for (String name : wanted) {
            ObjectNode body = unchanged(call.get(pull));
            add(body.withArray("reviewers"), name);
            try {
                call.put(pull, body);
            } catch (ForgeException.Conflict | ForgeException.Rejected | ForgeException.Forbidden e) {
                notices.add("could not ask " + name + " for a review: "
                        + (e.words().isEmpty() ? "status " + e.status() : e.words()));
            }
        }
    }

    private Set<String> found(String name) {
        Set<String> names = new LinkedHashSet<>();
        call.values(Resource.of("api", "1.0", "users").with("filter", name).with("limit", 100))
                .map(user -> user.text("name"))
                .filter(name::equalsIgnoreCase)
                .forEach(names::add);
        if (names.isEmpty()) {
            groups(name, names);
        }
        return names;
    }

    /** Bitbucket before 7.13 has no reviewer groups. */
    private void groups(String name, Set<String> names) {
        try {
            call.values(repository.at("settings", "reviewer-groups").with("limit", 100))
                    .filter(group -> group.text("name").equals(name))
                    .flatMap(group -> group.items("users").stream())
                    .forEach(user -> names.add(user.text("name")));
        } catch (ForgeException.NotFound | ForgeException.Forbidden | ForgeException.Unauthorised e) {
            names.clear();
        }
    }

    private static Set<String> names(Json pull) {
        Set<String> names = new LinkedHashSet<>();
        pull.items("reviewers").forEach(one -> names.add(one.text("user", "name")));
        return names;
    }

    private static void add(ArrayNode reviewers, String name) {
        reviewers.addObject().putObject("user").put("name", name);
    }
}
