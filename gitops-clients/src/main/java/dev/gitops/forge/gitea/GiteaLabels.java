package dev.gitops.forge.gitea;

import dev.gitops.http.Call;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Labels on Gitea, which knows them by number; the repository's own and its organisation's. */
final class GiteaLabels {

    private final Call call;
    private final Resource repository;
    private final String owner;

    GiteaLabels(Call call, Resource repository, String owner) {
        this.call = call;
        this.repository = repository;
        this.owner = owner;
    }

    /** Sets labels beside those that are there; makes those that the host does not have. */
    void set(long number, Set<String> labels) {
        Map<String, Long> known = known();
        var body = Json.object();
        var ids = body.putArray("labels");
        for (String label : labels) {
            Long id = known.get(label);
            ids.add(id == null ? make(label) : id);
        }
        call.post(repository.at("issues").at(number).at("labels"), body);
    }

    private Map<String, Long> known() {
        Map<String, Long> ids = new HashMap<>();
        try {
            collect(Resource.of("orgs", owner, "labels"), ids);
        } catch (ForgeException.NotFound | ForgeException.Forbidden e) {
            // The owner is a person, or the token may not read the organisation.
            ids.clear();
        }
        collect(repository.at("labels"), ids);
        return ids;
    }

    private void collect(Resource labels, Map<String, Long> ids) {
        call.list(labels.with("limit", 50)).forEach(label -> ids.put(label.text("name"), label.number("id")));
    }

    private long make(String label) {
        return call.postOnce(
                        repository.at("labels"),
                        Json.object().put("name", label).put("color", "#1d76db"),
                        () -> call.list(repository.at("labels").with("limit", 50))
                                .filter(made -> made.text("name").equals(label))
                                .findAny())
                .number("id");
    }
}
