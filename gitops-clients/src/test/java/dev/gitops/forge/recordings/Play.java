package dev.gitops.forge.recordings;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import dev.gitops.forge.FakeTime;
import dev.gitops.forge.HostedForgeProvider;
import dev.gitops.forge.TestSettings;
import dev.gitops.spi.Forge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A host that answers with recordings, and a client of it by a clock that only goes on when somebody sleeps. */
final class Play implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final WireMockServer host = new WireMockServer(wireMockConfig().dynamicPort());
    private final Path folder;
    private final String root;
    private final FakeTime time = new FakeTime();
    private final Forge forge;

    /** Makes a provider with a clock. */
    interface Provider {
        HostedForgeProvider with(FakeTime time);
    }

    Play(Path folder, String root, Provider provider) {
        this.folder = folder;
        this.root = root;
        host.start();
        this.forge = provider.with(time)
                .open(
                        Optional.of(URI.create(host.baseUrl())),
                        "https://git.example.com/recorded/repository.git",
                        TestSettings.withToken("token"));
    }

    Forge forge() {
        return forge;
    }

    FakeTime time() {
        return time;
    }

    /** What was recorded. */
    JsonNode recorded(String name) {
        try {
            return JSON.readTree(Files.readString(folder.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers a path below the repository; one that starts with a slash counts from the host. */
    Play answers(String path, JsonNode body) {
        return answers("", path, aResponse().withBody(body.toString()));
    }

    Play answers(String method, String path, ResponseDefinitionBuilder answer) {
        var stub = (method.isEmpty() ? any(at(path)) : WireMock.request(method, at(path)));
        host.stubFor(stub.willReturn(answer.withHeader("Content-Type", "application/json")));
        return this;
    }

    /** First one answer, then another. */
    Play turns(String method, String path, ResponseDefinitionBuilder first, ResponseDefinitionBuilder then) {
        String scenario = method + path;
        host.stubFor(WireMock.request(method, at(path))
                .inScenario(scenario)
                .willReturn(first.withHeader("Content-Type", "application/json"))
                .willSetStateTo("then"));
        host.stubFor(WireMock.request(method, at(path))
                .inScenario(scenario)
                .whenScenarioStateIs("then")
                .willReturn(then.withHeader("Content-Type", "application/json")));
        return this;
    }

    private com.github.tomakehurst.wiremock.matching.UrlPattern at(String path) {
        return urlPathEqualTo(path.startsWith("/") ? path : path.isEmpty() ? root : root + "/" + path);
    }

    /** An answer that was recorded whole. */
    ResponseDefinitionBuilder whole(String name) {
        JsonNode recorded = recorded(name);
        ResponseDefinitionBuilder answer = aResponse()
                .withStatus(recorded.path("status").asInt())
                .withBody(recorded.path("body").toString());
        recorded.path("headers").properties().forEach(header -> {
            boolean template = header.getValue().asText().contains("{{");
            if (header.getValue().isTextual() && !header.getKey().startsWith("Content") && !template) {
                answer.withHeader(header.getKey(), header.getValue().asText());
            }
        });
        return answer;
    }

    int asked(RequestPatternBuilder pattern) {
        return host.findAll(pattern).size();
    }

    String path(String below) {
        return root + "/" + below;
    }

    @Override
    public void close() {
        host.stop();
    }
}
