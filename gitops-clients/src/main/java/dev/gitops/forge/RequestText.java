package dev.gitops.forge;

import dev.gitops.api.ChangeRequest;
import dev.gitops.spi.Forge.Draft;

/**
 * What a change request says on its host.
 *
 * @param changeRequest its URL, number and state
 * @param title its title
 * @param body its body
 */
public record RequestText(ChangeRequest changeRequest, String title, String body) {

    /** Whether an update would change nothing. Hosts rewrite line ends and trim. */
    boolean same(Draft draft) {
        return title.equals(draft.title()) && plain(body).equals(plain(draft.body()));
    }

    private static String plain(String text) {
        return text.replace("\r\n", "\n").strip();
    }
}
