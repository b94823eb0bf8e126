package dev.gitops.helm;

import dev.gitops.api.CancelledException;
import dev.gitops.api.Credentials;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.Origin;
import dev.gitops.api.Settings;
import dev.gitops.network.Network;
import dev.gitops.network.WholeAnswer;
import dev.gitops.yaml.YamlFile;
import dev.gitops.yaml.YamlPath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Charts in HTTP chart repositories: {@code index.yaml} names the archive of each version. The digest is that of the archive, as the index has it. */
final class HttpCharts {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient client;
    private final Settings settings;

    HttpCharts(Settings settings) {
        this.settings = settings;
        this.client = Network.of(settings.environment())
                .builder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    byte[] fetch(RemoteChart chart) {
        URI folder = URI.create(chart.repository().endsWith("/") ? chart.repository() : chart.repository() + "/");
        YamlFile index = YamlFile.of(folder + "index.yaml", get(folder.resolve("index.yaml"), folder, chart));
        URI archive = folder.resolve(address(index, chart));
        byte[] bytes = get(archive, folder, chart);
        String digest = RemoteCharts.digest(bytes);
        if (!digest.equals(chart.digest())) {
            throw Invalid.file(
                    "the chart " + chart,
                    archive.toString(),
                    "has the digest " + digest + ", and the inventory pins " + chart.digest(),
                    "find out who changed it; a published version should never change");
        }
        return bytes;
    }

    private static String address(YamlFile index, RemoteChart chart) {
        Object versions = index.value(YamlPath.of("entries", chart.name())).orElse(List.of());
        if (versions instanceof List<?> list) {
            for (Object entry : list) {
                if (entry instanceof Map<?, ?> map
                        && String.valueOf(map.get("version")).equals(chart.version())
                        && map.get("urls") instanceof List<?> urls
                        && !urls.isEmpty()) {
                    return String.valueOf(urls.get(0));
                }
            }
        }
        throw Invalid.file(
                "the chart " + chart,
                index.name(),
                "has no version " + chart.version() + " of " + chart.name(),
                "mend name and version");
    }

    private static String authorization(Credentials given) {
        String secret = given.secret().orElseThrow();
        return given.user()
                .map(user -> "Basic "
                        + Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8)))
                .orElse("Bearer " + secret);
    }

    /** The login goes to the repository's own origin alone, and where {@code GITOPS_CHARTS_ORIGIN} lists origins, to none but them. */
    private byte[] get(URI address, URI repository, RemoteChart chart) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(PATIENCE);
        Optional<Origin> origin = Origin.of(address.toString());
        Optional<Credentials> given = origin.filter(here -> Optional.of(here).equals(Origin.of(repository.toString())))
                .flatMap(settings::credentialsFor)
                .filter(known -> known.secret().isPresent());
        Optional<String> user = given.isPresent() ? Optional.empty() : settings.variable("GITOPS_CHARTS_USER");
        given.ifPresent(known -> request.header("Authorization", authorization(known)));
        Set<Origin> wanted =
                Origin.list(settings.variable("GITOPS_CHARTS_ORIGIN").orElse(repository.toString()));
        boolean home = origin.equals(Origin.of(repository.toString()))
                && origin.filter(wanted::contains).isPresent();
        if (user.isPresent() && home && !origin.orElseThrow().mayGetLogin(settings.environment())) {
            throw new FetchException(
                    chart, address, "is asked with a login; " + origin.get().plainHttpRefused(), false, null);
        }
        if (user.isPresent() && home) {
            String login = user.get() + ":"
                    + settings.variable("GITOPS_CHARTS_PASSWORD").orElse("");
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        }
        try {
            HttpResponse<byte[]> answer =
                    WholeAnswer.of(client, request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() == 200) {
                return answer.body();
            }
            throw new FetchException(
                    chart,
                    address,
                    "answered with status " + answer.statusCode()
                            + (answer.statusCode() == 401 ? "; set GITOPS_CHARTS_USER and GITOPS_CHARTS_PASSWORD" : ""),
                    answer.statusCode() >= 500,
                    null);
        } catch (IOException unreachable) {
            throw new FetchException(
                    chart,
                    address,
                    "cannot be reached (" + unreachable + "); check the address and the network",
                    true,
                    unreachable);
        } catch (InterruptedException e) {
            throw CancelledException.of("fetching the chart " + chart + " from " + address, e);
        }
    }

    /** A chart repository did not give what it was asked for. */
    static final class FetchException extends GitOpsException {

        private final boolean passing;

        FetchException(RemoteChart chart, URI address, String why, boolean passing, @Nullable Throwable cause) {
            super("fetching the chart " + chart + ": " + address + " " + why, cause);
            this.passing = passing;
        }

        @Override
        public boolean retryable() {
            return passing;
        }
    }
}
