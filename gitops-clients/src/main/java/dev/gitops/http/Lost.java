package dev.gitops.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one attempt: an answer, or why there is none to use.
 *
 * @param answer the answer; null where there is none to use
 * @param why what happened, as in {@code answered 503}
 * @param words the host's words
 * @param status the status; 0 where nothing answered
 * @param uncertain whether the request may have been carried out
 * @param pause how long the host asks to wait
 * @param cause what the connection failed with
 */
record Lost(
        @Nullable Answer answer,
        String why,
        String words,
        int status,
        boolean uncertain,
        Optional<Duration> pause,
        @Nullable Throwable cause) {

    static Lost not(Answer answer) {
        return new Lost(answer, "", "", answer.status(), false, Optional.empty(), null);
    }

    static Lost asked(Answer answer, Optional<Duration> pause) {
        String why = (answer.limited() ? "limits the rate of requests and answered " : "answered ") + answer.status();
        return new Lost(null, why, answer.words(), answer.status(), answer.failed(), pause, null);
    }

    static Lost unsent(IOException cause) {
        return new Lost(null, "could not be connected to" + said(cause), "", 0, false, Optional.empty(), cause);
    }

    static Lost unanswered(IOException cause) {
        return new Lost(null, "gave no whole answer" + said(cause), "", 0, true, Optional.empty(), cause);
    }

    private static String said(IOException cause) {
        return cause.getMessage() == null ? "" : " (" + Words.of(cause.getMessage(), 200) + ")";
    }
}
