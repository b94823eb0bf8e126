package dev.gitops.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gitops.api.CancelledException;
import dev.gitops.api.Origin;
import dev.gitops.api.Settings;
import dev.gitops.api.model.GateSpec;
import dev.gitops.network.Network;
import dev.gitops.network.WholeAnswer;
import dev.gitops.policy.Gate.Answer;
import dev.gitops.policy.Gate.Word;
import dev.gitops.record.Redaction;
import dev.gitops.text.Shown;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Asks a gate once. A redirect is no answer: what is signed for one place is for no other. Whatever comes back is read as a word and a reason, or is no answer; nothing of it is ever run, followed or
 * believed to be more.
 */
final class HttpGate {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int MOST_BYTES = 1 << 16;
    private static final int LONGEST_REASON = 500;
    private static final int OK = 200;

    private final Settings settings;
    private final HttpClient client;

    HttpGate(Settings settings) {
        this.settings = settings;
        this.client = Network.of(settings.environment())
                .builder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    Answer ask(GateSpec gate, GateQuestion question, String id) {
        URI uri = URI.create(
                gate.url().replace("{app}", question.app()).replace("{environment}", question.environment()));
        Optional<Origin> origin = Origin.of(uri.toString());
        Optional<GateKey> key = origin.flatMap(known -> GateKey.of(known, settings));
        if (key.isEmpty()) {
            return nothing("there is no key for " + uri.getScheme() + "://" + uri.getRawAuthority()
                    + ": set GITOPS_GATE_KEY, and GITOPS_GATE_ORIGIN to the origins it is for");
        }
        if (!origin.get().mayGetLogin(settings.environment())) {
            return nothing(origin.get().plainHttpRefused());
        }
        byte[] body = question.body(id);
        long seconds = settings.clock().instant().getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(gate.timeout())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("Idempotency-Key", id)
                .header("X-GitOps-Timestamp", Long.toString(seconds))
                .header("X-GitOps-Signature", key.get().sign(seconds, body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<byte[]> response = WholeAnswer.of(client, request, MOST_BYTES + 1);
            return read(response.statusCode(), response.body());
        } catch (IOException unreachable) {
            String why = unreachable.getMessage();
            return nothing(why == null ? unreachable.getClass().getSimpleName() : why);
        } catch (InterruptedException stop) {
            throw CancelledException.of("asking the gate " + gate.name(), stop);
        }
    }

    private Answer read(int status, byte[] body) {
        if (status != OK) {
            return nothing("status " + status + " instead of 200");
        }
        if (body.length > MOST_BYTES) {
            return nothing("an answer of more than 64 KiB");
        }
        try {
            JsonNode json = JSON.readTree(new String(body, StandardCharsets.UTF_8));
            if (json == null || !json.path("verdict").isTextual()) {
                return nothing("an answer without a verdict");
            }
            String reason =
                    json.path("reason").isTextual() ? json.path("reason").textValue() : "";
            return switch (json.path("verdict").textValue().toLowerCase(Locale.ROOT)) {
                case "yes" -> answer(Word.YES, reason);
                case "no" -> answer(Word.NO, reason);
                case "later" -> answer(Word.LATER, reason);
                default -> nothing("a verdict that is none of yes, no and later");
            };
        } catch (JsonProcessingException | IllegalArgumentException unreadable) {
            return nothing("an answer that is no JSON");
        }
    }

    private Answer nothing(String what) {
        return answer(Word.NOTHING, what);
    }

    private Answer answer(Word word, String reason) {
        String clean = Shown.line(Redaction.of(settings).text(reason)).strip();
        Instant now = settings.clock().instant();
        return new Answer(
                word, clean.length() <= LONGEST_REASON ? clean : clean.substring(0, LONGEST_REASON - 3) + "...", now);
    }
}
