package dev.gitops.forge;

import dev.gitops.http.ForgeException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The one comment of the tool's own below a change request.
 *
 * @param talk the host
 * @param whoAmI gives the tool's own user
 */
record OwnComment(HostTalk talk, Supplier<String> whoAmI) {

    void keep(long number, String mark, String text) {
        Optional<HostComment> known = find(number, mark);
        if (known.isEmpty()) {
            talk.write(number, text);
        } else if (!known.get().text().strip().equals(text.strip())) {
            rewrite(number, known.get(), mark, text);
        }
    }

    private void rewrite(long number, HostComment known, String mark, String text) {
        try {
            talk.rewrite(number, known, text);
        } catch (ForgeException.Conflict | ForgeException.NotFound moved) {
            // Another job wrote it in between, or somebody removed it.
            Optional<HostComment> now = find(number, mark);
            if (now.isPresent()) {
                talk.rewrite(number, now.get(), text);
            } else {
                talk.write(number, text);
            }
        }
    }

    private Optional<HostComment> find(long number, String mark) {
        String own = whoAmI.get();
        return talk.comments(number)
                .filter(comment -> comment.text().startsWith(mark))
                .filter(comment ->
                        comment.author().filter(own::equalsIgnoreCase).isPresent())
                .findFirst();
    }
}
