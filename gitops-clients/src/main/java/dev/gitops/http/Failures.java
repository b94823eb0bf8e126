package dev.gitops.http;

import java.time.Duration;
import javax.net.ssl.SSLException;

/** Turns what came instead of a success into its exception: status, the host's words, what to do. */
final class Failures {

    private Failures() {}

    static ForgeException answered(Host host, Request request, Answer answer) {
        int status = answer.status();
        String words = redacted(host, answer.words());
        String why = "was answered " + status + said(words);
        return switch (status) {
            case 401 -> new ForgeException.Unauthorised(request, status, words, why, unauthorised(host));
            case 403 ->
                new ForgeException.Forbidden(
                        request,
                        status,
                        words,
                        why,
                        "the token needs " + host.rights() + ", and its user the right to do this");
            case 404, 410 -> new ForgeException.NotFound(request, status, words, why, notFound(host));
            case 409, 412 ->
                new ForgeException.Conflict(request, status, words, why, "look at what is there now, and try again");
            default ->
                new ForgeException.Rejected(
                        request, status, words, why, host.name() + " does not allow it: do what its message asks for");
        };
    }

    static ForgeException unavailable(
            Host host, Request request, Attempt.Failed<?> lost, int attempts, Duration pause) {
        String why = host.name() + " " + lost.why() + said(redacted(host, lost.words()));
        String tried = attempts == 1 ? "" : ", " + attempts + " times";
        String advice = lost.pause().isPresent()
                ? "try again after " + readable(pause)
                : "check the host and the network, and try again";
        return new ForgeException.Unavailable(
                request,
                lost.status(),
                redacted(host, lost.words()),
                "failed" + tried + ": " + why,
                advice,
                true,
                lost.cause());
    }

    static ForgeException untrusted(Request request, SSLException cause) {
        return new ForgeException.Unavailable(
                request,
                0,
                "",
                "failed: no trusted connection (" + Words.of(String.valueOf(cause.getMessage()), 200) + ")",
                "name a PEM file with the host's certificate authority in GITOPS_CA_FILE",
                false,
                cause);
    }

    private static String unauthorised(Host host) {
        return host.hasLogin()
                ? host.login().words() + " is not valid on this host: make a new one with " + host.rights()
                : "no token is set: set GITOPS_FORGE_TOKEN to one with " + host.rights();
    }

    private static String notFound(Host host) {
        return "check the URL of the config repository and that the token may read it: " + host.name()
                + " answers the same for what is not there and for what the token may not see"
                + (host.hasLogin() ? "" : " (GITOPS_FORGE_TOKEN is not set)");
    }

    private static String said(String words) {
        return words.isEmpty() ? "" : ": \"" + words + "\"";
    }

    /** A host that repeats the token must not bring it into a log. */
    private static String redacted(Host host, String words) {
        String shown = words;
        for (String secret : host.login().secrets()) {
            shown = shown.replace(secret, "***");
        }
        return shown;
    }

    private static String readable(Duration pause) {
        return pause.toMinutes() < 2 ? pause.toSeconds() + " seconds" : pause.toMinutes() + " minutes";
    }
}
