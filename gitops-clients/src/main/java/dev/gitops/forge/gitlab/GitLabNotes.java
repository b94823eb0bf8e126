package dev.gitops.forge.gitlab;

import dev.gitops.http.Call;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What GitLab itself wrote below a merge request, oldest first. A note without words could say anything, so it is an error. */
record GitLabNotes(List<Json> notes) {

    private static final String APPROVED = "approved this merge request";

    static GitLabNotes read(Call call, Resource merge) {
        return new GitLabNotes(call.list(merge.at("notes").with("sort", "asc").with("per_page", 100))
                .filter(note -> !note.denied("system"))
                .toList());
    }

    /** {@return when each user last approved} */
    Map<String, Instant> approvals() {
        Map<String, Instant> given = new HashMap<>();
        for (Json note : notes) {
            Optional<String> author = note.maybe("author", "username");
            if (author.isPresent() && note.text("body").equals(APPROVED)) {
                note.time("created_at").ifPresent(time -> given.merge(author.get(), time, GitLabNotes::later));
            }
        }
        return given;
    }

    /** {@return when the target branch was last changed, by a person or since the old one was deleted} */
    Optional<Instant> retargeted() {
        return notes.stream()
                .filter(note -> note.text("body").contains("target branch")
                        || note.text("body").contains("now targets"))
                .map(note -> note.time("created_at").orElse(Instant.MAX))
                .max(Instant::compareTo);
    }

    /** {@return who pushed} */
    Set<String> pushers() {
        Set<String> pushers = new TreeSet<>();
        notes.stream()
                .filter(note -> note.text("body").matches("(?s)added \\d+ (new )?commits?\\b.*"))
                .forEach(note -> note.maybe("author", "username").ifPresent(pushers::add));
        return pushers;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
