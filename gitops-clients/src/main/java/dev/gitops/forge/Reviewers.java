package dev.gitops.forge;

import dev.gitops.http.Call;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Asking for reviews of pull requests. */
final class Reviewers {

    private Reviewers() {}

    /**
     * Asks one reviewer: as a user, and where there is no such user as a team.
     *
     * @param call what is tried
     * @param reviewers the pull request's requested reviewers
     * @param name a user, a team, or {@code organisation/team}
     * @return the host's words where neither could be asked
     */
    static Optional<String> ask(Call call, Resource reviewers, String name) {
        String bare = name.startsWith("@") ? name.substring(1) : name;
        boolean team = bare.contains("/");
        bare = bare.substring(bare.lastIndexOf('/') + 1);
        Optional<String> refusal = team ? Optional.of("") : ask(call, reviewers, "reviewers", bare);
        if (refusal.isEmpty()) {
            return refusal;
        }
        Optional<String> teamRefusal = ask(call, reviewers, "team_reviewers", bare);
        String asUser = refusal.get();
        return teamRefusal.map(asTeam -> asUser.isEmpty() ? asTeam : asUser + "; as a team: " + asTeam);
    }

    private static Optional<String> ask(Call call, Resource reviewers, String kind, String name) {
        try {
            var names = Json.object();
            names.putArray(kind).add(name);
            Json answer = call.post(reviewers, names);
            boolean ignored = answer.isEmptyList();
            return ignored ? Optional.of("the host took no notice") : Optional.empty();
        } catch (ForgeException.Rejected | ForgeException.NotFound | ForgeException.Forbidden e) {
            return Optional.of(e.words().isEmpty() ? "status " + e.status() : e.words());
        }
    }

    /** {@return the users and teams who are asked already, in lower case} */
    static Set<String> asked(Json pull) {
        Set<String> names = new TreeSet<>();
        pull.items("requested_reviewers")
                .forEach(user -> user.maybe("login").ifPresent(login -> names.add(lower(login))));
        for (String teams : List.of("requested_teams", "requested_reviewers_teams")) {
            pull.items(teams)
                    .forEach(team ->
                            team.maybe("slug").or(() -> team.maybe("name")).ifPresent(name -> names.add(lower(name))));
        }
        return names;
    }

    /**
     * A name as it is compared: without organisation and at sign, in lower case.
     *
     * @param name a user's or team's name
     * @return the name to compare
     */
    static String lower(String name) {
        return name.substring(name.lastIndexOf('/') + 1)
                .toLowerCase(Locale.ROOT)
                .replace("@", "");
    }
}
