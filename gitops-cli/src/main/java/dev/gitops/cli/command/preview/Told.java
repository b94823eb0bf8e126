package dev.gitops.cli.command.preview;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.GitOps;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.Previews.State;
import java.util.Optional;

/** Tells a change request how its preview is; a host that does not take the comment does not undo what was done. */
final class Told {

    private Told() {}

    static void tell(GitOps gitops, String app, long request, State state, ObjectNode json, StringBuilder text) {
        try {
            Optional<String> url = gitops.previews().tell(app, request, state);
            if (url.isPresent()) {
                json.put("told", url.get());
                text.append("\ntold: ").append(url.get());
            } else {
                note(json, text, "nobody was told: the host of the source is not the inventory's");
            }
        } catch (GitOpsException refused) {
            note(json, text, "change request " + request + " could not be told: " + refused.getMessage());
        }
    }

    private static void note(ObjectNode json, StringBuilder text, String words) {
        json.put("notTold", words);
        text.append("\n  note: ").append(words);
    }
}
