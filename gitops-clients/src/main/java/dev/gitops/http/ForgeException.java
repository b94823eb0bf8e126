package dev.gitops.http;

import dev.gitops.api.GitOpsException;
import org.jspecify.annotations.Nullable;

/**
 * A host did not do what it was asked. The message says what was tried, the method and URL, the status, the host's words and what to do; it holds no token.
 *
 * <p>The nested classes are the conditions a caller may tell apart.
 */
public abstract sealed class ForgeException extends GitOpsException {

    private final int status;
    private final String words;

    ForgeException(Request request, int status, String words, String why, String advice, @Nullable Throwable cause) {
        super("cannot " + request.what() + ": " + request.line() + " " + why + "; " + advice, cause);
        this.status = status;
        this.words = words;
    }

    /** {@return the HTTP status; 0 where no answer came} */
    public int status() {
        return status;
    }

    /** {@return the host's words, cut to a readable length; empty where it said nothing} */
    public String words() {
        return words;
    }

    /** The host does not know the token (401). */
    public static final class Unauthorised extends ForgeException {
        Unauthorised(Request request, int status, String words, String why, String advice) {
            super(request, status, words, why, advice, null);
        }
    }

    /** The token may not do this (403). */
    public static final class Forbidden extends ForgeException {
        Forbidden(Request request, int status, String words, String why, String advice) {
            super(request, status, words, why, advice, null);
        }
    }

    /** There is no such thing, or the token may not see it (404, 410). */
    public static final class NotFound extends ForgeException {
        NotFound(Request request, int status, String words, String why, String advice) {
            super(request, status, words, why, advice, null);
        }
    }

    /** It contradicts what the host has: it is there already, or changed meanwhile (409, 412). */
    public static final class Conflict extends ForgeException {
        Conflict(Request request, int status, String words, String why, String advice) {
            super(request, status, words, why, advice, null);
        }
    }

    /** The host finds the request invalid, or its rules do not allow it (400, 405, 422 and the like). */
    public static final class Rejected extends ForgeException {
        Rejected(Request request, int status, String words, String why, String advice) {
            super(request, status, words, why, advice, null);
        }
    }

    /** The host is overloaded, limits the rate, or cannot be reached (429, 5xx, no answer), also after several attempts. */
    public static final class Unavailable extends ForgeException {

        private final boolean retryable;

        Unavailable(
                Request request,
                int status,
                String words,
                String why,
                String advice,
                boolean retryable,
                @Nullable Throwable cause) {
            super(request, status, words, why, advice, cause);
            this.retryable = retryable;
        }

        @Override
        public boolean retryable() {
            return retryable;
        }
    }

    /** What answered does not speak as this host does: a page instead of JSON, JSON cut short, a field that is not there, a redirect to elsewhere. */
    public static final class Unexpected extends ForgeException {
        Unexpected(Request request, int status, String why, String advice, @Nullable Throwable cause) {
            super(request, status, "", why, advice, cause);
        }
    }
}
