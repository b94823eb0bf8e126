package dev.gitops.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gitops.api.ImageRef;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Answers a registry's challenge: with Docker's credentials, or with a token that its token service gives for pulling one repository. */
final class Authorization {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Http http;
    private final DockerCredentials credentials;
    private final Map<String, String> granted = new ConcurrentHashMap<>();

    Authorization(Http http, DockerCredentials credentials) {
        this.http = http;
        this.credentials = credentials;
    }

    /** Sends a request; where it is answered with 401, answers the challenge and sends it once more. */
    HttpResponse<byte[]> send(Host host, ImageRef image, HttpRequest.Builder request, String what) {
        String key = host.name() + "/" + Host.path(image);
        Optional<String> known = Optional.ofNullable(granted.get(key));
        HttpResponse<byte[]> answer = http.send(host.name(), request, known, what);
        if (answer.statusCode() != 401) {
            return answer;
        }
        List<Challenge> challenges = Challenge.parse(answer.headers().allValues("WWW-Authenticate"));
        Optional<String> header = answer(host, image, challenges, what);
        if (header.isEmpty()) {
            return answer;
        }
        granted.put(key, header.get());
        return http.send(host.name(), request, header, what);
    }

    /** {@return what to say of a 401 that stayed one} */
    String advice(Host host) {
        return credentials
                .of(host)
                .map(found -> "it does not accept " + found
                        + ", or has no such repository (401); log in again with docker login")
                .orElse("it wants a login, or has no such repository (401); run docker login " + host.name()
                        + ", or set DOCKER_CONFIG to a folder whose config.json knows it");
    }

    private Optional<String> answer(Host host, ImageRef image, List<Challenge> challenges, String what) {
        for (Challenge challenge : challenges) {
            if (challenge.scheme().equals("bearer")
                    && challenge.parameter("realm").isPresent()) {
                return Optional.of("Bearer " + token(host, image, challenge, what));
            }
        }
        for (Challenge challenge : challenges) {
            if (challenge.scheme().equals("basic")) {
                return credentials
                        .of(host)
                        .filter(credential -> !credential.isIdentityToken())
                        .map(Credential::basic);
            }
        }
        return Optional.empty();
    }

    private String token(Host host, ImageRef image, Challenge challenge, String what) {
        URI realm = realm(host, challenge.parameter("realm").orElse(""), what);
        String scope = "repository:" + Host.path(image) + ":pull";
        String query = "scope=" + encoded(scope)
                + challenge
                        .parameter("service")
                        .map(service -> "&service=" + encoded(service))
                        .orElse("");
        Optional<Credential> credential = credentials.of(host);
        HttpRequest.Builder request;
        Optional<String> header = Optional.empty();
        if (credential.isPresent() && credential.get().isIdentityToken()) {
            String form = query + "&grant_type=refresh_token&client_id=gitops&refresh_token="
                    + encoded(credential.get().secret());
            request = HttpRequest.newBuilder(realm)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form));
        } else {
            request = HttpRequest.newBuilder(URI.create(realm + (realm.getRawQuery() == null ? "?" : "&") + query))
                    .GET();
            header = credential.map(Credential::basic);
        }
        HttpResponse<byte[]> answer = http.send(host.name(), request, header, what);
        int status = answer.statusCode();
        if (status != 200) {
            String why = status == 401 || status == 403
                    ? advice(host)
                    : "its token service " + realm.getHost() + " answered with status " + status;
            throw new RegistryException(host.name(), status, status == 429 || status >= 500, what + ": " + why, null);
        }
        return read(host, realm, answer.body(), what);
    }

    /** The token service gets the user's password, so it must be spoken to in secret, or be where the registry is. */
    private static URI realm(Host host, String text, String what) {
        try {
            URI realm = URI.create(text);
            boolean secret = "https".equals(realm.getScheme());
            boolean here = "http".equals(realm.getScheme())
                    && realm.getHost() != null
                    && host.isLoopback()
                    && Host.isLoopback(realm.getHost());
            if (realm.getHost() != null
                    && realm.getRawUserInfo() == null
                    && realm.getRawFragment() == null
                    && (secret || here)) {
                return realm;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw RegistryException.refused(
                host.name(),
                401,
                what + ": it names a token service that is not https, so no credentials are sent there");
    }

    private static String read(Host host, URI realm, byte[] body, String what) {
        try {
            JsonNode json = JSON.readTree(body);
            String token = json.path("token").asText(json.path("access_token").asText(""));
            boolean printable = !token.isEmpty() && token.chars().allMatch(c -> c > ' ' && c < 0x7f);
            if (printable) {
                return token;
            }
        } catch (IOException e) {
            // told below, without the body: it may hold a token
        }
        throw new RegistryException(
                host.name(),
                200,
                true,
                what + ": its token service " + realm.getHost() + " answered without a token",
                null);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
