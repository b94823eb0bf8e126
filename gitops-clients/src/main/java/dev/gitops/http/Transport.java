package dev.gitops.http;

import dev.gitops.network.WholeAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;

/** Sends a request once and reads the whole answer within a time. Follows redirects on the same host only: the token goes nowhere else. */
final class Transport {

    private static final long LONGEST = 64L << 20;
    private static final int MOST_REDIRECTS = 3;

    private final Host host;
    private final Duration patience;

    Transport(Host host, Duration patience) {
        this.host = host;
        this.patience = patience;
    }

    Answer send(Request request) throws IOException, InterruptedException {
        URI url = request.url();
        for (int redirects = 0; ; redirects++) {
            Answer answer = exchange(http(request, url));
            if (!answer.redirects()) {
                return answer;
            }
            url = target(request, answer, url, redirects);
        }
    }

    private HttpRequest http(Request request, URI url) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(url)
                .timeout(patience)
                // A clear-text upgrade to HTTP/2 confuses some servers and proxies.
                .version("https".equals(url.getScheme()) ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .header("User-Agent", "gitops-sdk")
                .header("Accept", "application/json");
        host.headers().forEach(builder::setHeader);
        host.login().header().ifPresent(login -> builder.setHeader("Authorization", login));
        request.body().ifPresent(body -> builder.setHeader("Content-Type", "application/json"));
        return builder.method(
                        request.method(),
                        request.body()
                                .map(body -> BodyPublishers.ofString(body.toString()))
                                .orElse(BodyPublishers.noBody()))
                .build();
    }

    private Answer exchange(HttpRequest http) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = WholeAnswer.of(host.network().client(), http, LimitedBody.upTo(LONGEST));
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    private static URI target(Request request, Answer answer, URI from, int redirects) {
        String location = answer.header("Location").orElse("");
        URI to;
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw elsewhere(request, answer, "a Location that is no URL");
        }
        if (location.isEmpty() || !sameOrigin(from, to)) {
            throw elsewhere(
                    request, answer, Objects.requireNonNullElse(to.getScheme(), "") + "://" + to.getAuthority());
        }
        if (redirects == MOST_REDIRECTS) {
            throw elsewhere(request, answer, "another place for the " + (MOST_REDIRECTS + 1) + "th time");
        }
        return to;
    }

    private static boolean sameOrigin(URI a, URI b) {
        return Objects.equals(a.getScheme(), b.getScheme()) && Objects.equals(a.getRawAuthority(), b.getRawAuthority());
    }

    private static ForgeException elsewhere(Request request, Answer answer, String where) {
        return new ForgeException.Unexpected(
                request,
                answer.status(),
                "was answered " + answer.status() + " and leads to " + Words.of(where, 200)
                        + ", where the token is not sent",
                "set the URL of the forge to where its API is",
                null);
    }
}
