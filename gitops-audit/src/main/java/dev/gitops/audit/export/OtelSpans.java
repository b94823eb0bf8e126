package dev.gitops.audit.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.ImageChange;
import dev.gitops.api.ImageRef;
import dev.gitops.api.ReleasedImage;
import dev.gitops.record.Ulid;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A span a record, as an OTLP/JSON trace request, with the attribute names of OpenTelemetry's semantic conventions. */
final class OtelSpans {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int KIND_INTERNAL = 1;
    private static final int STATUS_OK = 1;
    private static final int STATUS_ERROR = 2;
    private static final String SCHEMA = "https://opentelemetry.io/schemas/1.38.0";

    private OtelSpans() {}

    static String lines(DeploymentRecord record, Export.Format.History history) {
        ObjectNode request = MAPPER.createObjectNode();
        ObjectNode resource = request.putArray("resourceSpans").addObject();
        ArrayNode about = resource.putObject("resource").putArray("attributes");
        text(about, "service.name", record.app());
        text(about, "deployment.environment.name", record.environment().value());
        ObjectNode scope = resource.putArray("scopeSpans").addObject();
        scope.putObject("scope").put("name", "dev.gitops.audit");
        scope.put("schemaUrl", SCHEMA);
        resource.put("schemaUrl", SCHEMA);
        ObjectNode span = scope.putArray("spans").addObject();
        String id = hexadecimal(record.id());
        span.put("traceId", id);
        span.put("spanId", id.substring(16));
        span.put("name", record.operation() + " " + record.app() + " " + record.environment());
        span.put("kind", KIND_INTERNAL);
        span.put("startTimeUnixNano", nanos(record.started()));
        span.put("endTimeUnixNano", nanos(record.ended()));
        attributes(span.putArray("attributes"), record);
        ObjectNode status = span.putObject("status");
        boolean failed = record.outcome().equals("failed")
                || record.outcome().equals("aborted")
                || record.outcome().equals("refused");
        status.put("code", failed ? STATUS_ERROR : STATUS_OK);
        record.failure().filter(why -> failed).ifPresent(why -> status.put("message", why));
        return request + "\n";
    }

    private static String result(String outcome) {
        return switch (outcome) {
            case "failed" -> "failure";
            case "aborted" -> "cancellation";
            default -> "success";
        };
    }

    private static void attributes(ArrayNode attributes, DeploymentRecord record) {
        text(attributes, "deployment.id", record.id());
        text(attributes, "deployment.name", record.app() + " " + record.environment());
        if (record.verified()) {
            text(attributes, "deployment.status", "succeeded");
        } else if (record.outcome().equals("failed")) {
            text(attributes, "deployment.status", "failed");
        }
        text(attributes, "cicd.pipeline.name", record.operation().word());
        text(attributes, "cicd.pipeline.result", result(record.outcome()));
        record.build().ifPresent(build -> text(attributes, "cicd.pipeline.run.id", Long.toString(build)));
        text(attributes, "cicd.pipeline.run.url.full", record.buildUrl());
        text(attributes, "vcs.ref.head.revision", record.commit());
        record.changeRequest().ifPresent(request -> {
            text(attributes, "vcs.change.id", Long.toString(request.number()));
            text(
                    attributes,
                    "vcs.change.state",
                    request.state().word().equals("merged")
                            ? "merged"
                            : request.state().word());
        });
        text(attributes, "k8s.cluster.name", record.cluster());
        text(attributes, "user.name", record.requestedBy());
        text(
                attributes,
                "error.type",
                record.outcome().equals("failed") ? Optional.of("deployment_failed") : Optional.empty());
        List<ImageRef> images = ImageChange.after(record.images()).stream()
                .map(ReleasedImage::image)
                .toList();
        if (!images.isEmpty()) {
            text(attributes, "container.image.name", images.get(0).repository());
            text(attributes, "oci.manifest.digest", images.get(0).digest());
            texts(
                    attributes,
                    "container.image.tags",
                    images.get(0).tag().stream().toList());
        }
        texts(attributes, "gitops.source.commits", record.sourceCommits());
        text(attributes, "gitops.outcome", record.outcome());
    }

    private static void text(ArrayNode attributes, String key, Optional<String> value) {
        value.ifPresent(found -> text(attributes, key, found));
    }

    private static void text(ArrayNode attributes, String key, String value) {
        attributes.addObject().put("key", key).putObject("value").put("stringValue", value);
    }

    private static void texts(ArrayNode attributes, String key, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode array = attributes
                    .addObject()
                    .put("key", key)
                    .putObject("value")
                    .putObject("arrayValue")
                    .putArray("values");
            values.forEach(value -> array.addObject().put("stringValue", value));
        }
    }

    /** A ULID has the 128 bits of a trace's id. */
    private static String hexadecimal(String id) {
        if (!Ulid.isUlid(id)) {
            throw new IllegalArgumentException("\"" + id + "\" is no ULID");
        }
        BigInteger number = BigInteger.ZERO;
        for (char digit : id.toCharArray()) {
            number = number.shiftLeft(5).or(BigInteger.valueOf(DIGITS.indexOf(digit)));
        }
        return String.format("%032x", number);
    }

    private static String nanos(Instant time) {
        return BigInteger.valueOf(time.getEpochSecond())
                .multiply(BigInteger.valueOf(1_000_000_000))
                .add(BigInteger.valueOf(time.getNano()))
                .toString();
    }
}
