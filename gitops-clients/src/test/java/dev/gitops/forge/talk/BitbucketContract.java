package dev.gitops.forge.talk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.spi.CommitStatus.State;

/** What both kinds of Bitbucket are told in the same words. */
abstract class BitbucketContract extends TalkContract {

    @Override
    String status(JsonNode body) {
        return status(body, "key", "url");
    }

    @Override
    String word(State state) {
        return state == State.FAILURE ? "FAILED" : state == State.SUCCESS ? "SUCCESSFUL" : "INPROGRESS";
    }

    @Override
    int longest() {
        return 32_768;
    }
}
