package dev.gitops.verification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gitops.api.model.MetricCondition;
import dev.gitops.api.model.VerifyStep;
import dev.gitops.network.WholeAnswer;
import dev.gitops.spi.Target;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Asks Prometheus for a figure, and for those that it is compared with. */
final class PrometheusProbe implements Probe {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BYTES = 1 << 20;
    private static final int LONGEST_ERROR = 300;
    private static final int CLIENT_ERROR = 4;

    private final HttpClient client;
    private final MetricsLogin login;
    private final VerifyStep.Prometheus step;
    private final Surroundings surroundings;
    private final URI server;
    private final Map<String, Optional<Double>> before = new HashMap<>();

    PrometheusProbe(HttpClient client, MetricsLogin login, VerifyStep.Prometheus step, Surroundings surroundings) {
        this.client = client;
        this.login = login;
        this.step = step;
        this.surroundings = surroundings;
        String base = surroundings.target().fill(step.server());
        this.server = URI.create(base.replaceAll("/+$", "") + "/api/v1/query");
    }

    /** A window that began before the delivery would tell of what was there before it. */
    @Override
    public Duration notBefore() {
        Duration since = Duration.between(surroundings.delivered(), now());
        Duration rest = step.window().minus(since.isNegative() ? Duration.ZERO : since);
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    @Override
    public Reply ask(Duration left) throws InterruptedException {
        try {
            Optional<Double> value = figure(surroundings.target(), now());
            if (value.isEmpty()) {
                return Reply.of(false, "the query gives no figure");
            }
            Map<String, Double> others = new TreeMap<>();
            for (String name : step.condition().names()) {
                other(name).ifPresent(figure -> others.put(name, figure));
            }
            return judged(value.get(), others);
        } catch (QueryException refused) {
            return Reply.of(
                    refused.forGood ? Reply.Kind.UNANSWERABLE : Reply.Kind.UNANSWERED,
                    String.valueOf(refused.getMessage()));
        } catch (IOException unreachable) {
            String why = unreachable.getMessage();
            return Reply.of(
                    Reply.Kind.UNANSWERED,
                    server + " does not answer: "
                            + (why == null ? unreachable.getClass().getSimpleName() : why));
        }
    }

    private Reply judged(double value, Map<String, Double> others) {
        boolean holds = step.condition().holds(value, name -> others.getOrDefault(name, Double.NaN));
        Map<String, Double> figures = new TreeMap<>(others);
        figures.put("value", value);
        figures.values().removeIf(figure -> !Double.isFinite(figure));
        StringBuilder detail = new StringBuilder(number(value));
        for (String name : step.condition().names()) {
            Double other = others.get(name);
            detail.append(", ").append(name).append(' ').append(other == null ? "has no figure" : number(other));
        }
        return new Reply(
                holds ? Reply.Kind.PASSED : Reply.Kind.FAILED,
                detail + (holds ? "" : ": not " + step.condition()),
                figures,
                java.util.List.of());
    }

    private Optional<Double> other(String name) throws IOException, InterruptedException {
        if (name.equals(MetricCondition.BEFORE)) {
            Optional<Double> known = before.get(name);
            if (known == null) {
                known = figure(surroundings.target(), surroundings.began());
                before.put(name, known);
            }
            return known;
        }
        Target other = surroundings.environments().get(name);
        return other == null ? Optional.empty() : figure(other, now());
    }

    private Optional<Double> figure(Target target, Instant time) throws IOException, InterruptedException {
        String query = Surroundings.fill(step.query(), target)
                .replace("{window}", Math.max(1, step.window().toSeconds()) + "s");
        HttpRequest.Builder request = HttpRequest.newBuilder(server)
                .timeout(HttpProbe.LONGEST_REQUEST)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)
                        + "&time=" + String.format(Locale.ROOT, "%.3f", time.toEpochMilli() / 1000.0)));
        login.header(server).ifPresent(value -> request.header("Authorization", value));
        HttpResponse<byte[]> response = WholeAnswer.of(client, request.build(), MOST_BYTES);
        String body = new String(response.body(), StandardCharsets.UTF_8);
        return read(response.statusCode(), body).or(() -> Optional.ofNullable(step.empty()));
    }

    private Optional<Double> read(int status, String body) throws QueryException {
        JsonNode answer;
        try {
            answer = JSON.readTree(body);
        } catch (JsonProcessingException none) {
            answer = JSON.missingNode();
        }
        if (status != 200 || !answer.path("status").asText().equals("success")) {
            String error = answer.path("error").asText(body.strip());
            throw new QueryException(
                    server + " answers " + status + ": " + error.substring(0, Math.min(error.length(), LONGEST_ERROR))
                            + login.hint(status, server),
                    status / 100 == CLIENT_ERROR && status != 408 && status != 429);
        }
        JsonNode result = answer.path("data").path("result");
        String type = answer.path("data").path("resultType").asText();
        JsonNode value = switch (type) {
            case "scalar" -> result;
            case "vector" -> {
                if (result.size() > 1) {
                    throw new QueryException(
                            "the query gives " + result.size() + " series; write one that gives one, as with sum(...)",
                            true);
                }
                yield result.path(0).path("value");
            }
            default -> throw new QueryException("the query gives a " + type + ", which is no figure", true);
        };
        return value.isMissingNode() ? Optional.empty() : parsed(value.path(1).asText());
    }

    /** What is divided by nothing is no figure. */
    private static Optional<Double> parsed(String text) throws QueryException {
        return switch (text) {
            case "NaN" -> Optional.empty();
            case "+Inf" -> Optional.of(Double.POSITIVE_INFINITY);
            case "-Inf" -> Optional.of(Double.NEGATIVE_INFINITY);
            default -> {
                try {
                    yield Optional.of(Double.parseDouble(text));
                } catch (NumberFormatException none) {
                    throw new QueryException("the answer is no number: " + text, true);
                }
            }
        };
    }

    private static String number(double figure) {
        return figure == Math.rint(figure) && Math.abs(figure) < 1e15
                ? String.valueOf((long) figure)
                : String.format(Locale.ROOT, "%.6g", figure)
                        .replaceAll("0+$", "")
                        .replaceAll("\\.$", "");
    }

    private Instant now() {
        return surroundings.settings().clock().instant();
    }

    /** The server answered, but with no figure. */
    private static final class QueryException extends IOException {

        private final boolean forGood;

        QueryException(String message, boolean forGood) {
            super(message);
            this.forGood = forGood;
        }
    }
}
