package dev.gitops.engine.inspection;

import dev.gitops.api.Finding;
import dev.gitops.api.model.RepositorySpec;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.network.Network;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether this machine's clock is that of the host: the order of releases, freezes and records depend on it. */
record ClockCheck(Connections connections) {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration TOLERATED = Duration.ofSeconds(60);

    /** Empty where no host is reached by HTTP. */
    Optional<Finding> look(Collection<RepositorySpec> repositories) {
        return Stream.concat(
                        connections.inventory().forge().baseUrl().stream(),
                        repositories.stream().map(RepositorySpec::repository))
                .filter(url -> url.startsWith("http://") || url.startsWith("https://"))
                .findFirst()
                .map(this::compare);
    }

    private Finding compare(String url) {
        HttpClient http = Network.of(connections.settings().environment()).client();
        try {
            HttpRequest head = HttpRequest.newBuilder(URI.create(url))
                    .method("HEAD", HttpRequest.BodyPublishers.noBody())
                    .timeout(PATIENCE)
                    .build();
            Optional<String> date =
                    http.send(head, BodyHandlers.discarding()).headers().firstValue("Date");
            return date.map(this::judge)
                    .orElseGet(() -> Finding.good("clock", "not compared: " + url + " tells no time"));
        } catch (IOException | IllegalArgumentException | DateTimeParseException unknown) {
            return Finding.doubtful(
                    "clock",
                    "not compared with " + url + ": " + unknown,
                    "check that this machine keeps its time by NTP");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Finding.doubtful("clock", "not compared: interrupted", "run doctor again");
        }
    }

    private Finding judge(String date) {
        Instant theirs =
                ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        Duration off = Duration.between(theirs, connections.settings().clock().instant());
        return off.abs().compareTo(TOLERATED) <= 0
                ? Finding.good(
                        "clock", "agrees with the host's within " + (off.abs().toSeconds() + 1) + " s")
                : Finding.bad(
                        "clock",
                        "is " + off.abs().toSeconds() + " s " + (off.isNegative() ? "behind" : "ahead of")
                                + " the host's",
                        "let this machine keep its time by NTP");
    }
}
