package dev.gitops.record;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gitops.api.Approval;
import dev.gitops.api.ChangeRequest;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.ImageChange;
import dev.gitops.api.RecordedRefusal;
import dev.gitops.api.VerifyResult;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes one record. Extra fields whose key begins with {@code /} are JSON pointers into nested objects, as {@link RecordReader} made them. */
final class RecordWriter {

    private final JsonGenerator json;
    private final Map<String, Object> extra;

    RecordWriter(JsonGenerator json, Map<String, Object> extra) {
        this.json = json;
        this.extra = new TreeMap<>(extra);
    }

    void write(DeploymentRecord record) throws IOException {
        json.writeStartObject();
        json.writeNumberField("schemaVersion", record.schemaVersion());
        json.writeStringField("id", record.id());
        json.writeStringField("app", record.app());
        json.writeStringField("environment", record.environment().value());
        json.writeStringField("operation", record.operation().word());
        json.writeStringField("outcome", record.outcome());
        text("fromEnvironment", record.fromEnvironment().map(EnvironmentName::value));
        json.writeStringField("requestedBy", record.requestedBy());
        approvals(record.approvals());
        text("reason", record.reason());
        images(record.images());
        if (record.build().isPresent()) {
            json.writeNumberField("build", record.build().getAsLong());
        }
        texts("sourceCommits", record.sourceCommits());
        text("sourceTime", record.sourceTime().map(RecordWriter::time));
        text("commit", record.commit());
        changeRequest(record.changeRequest());
        text("manifestsDigest", record.manifestsDigest());
        text("diffDigest", record.diffDigest());
        json.writeStringField("started", time(record.started()));
        json.writeStringField("ended", time(record.ended()));
        text("cluster", record.cluster());
        text("delivery", record.delivery());
        text("buildUrl", record.buildUrl());
        text("failure", record.failure());
        refusals(record.refusals());
        text("decided", record.decided().map(RecordWriter::time));
        text("breakGlass", record.breakGlass());
        if (record.unverified()) {
            json.writeBooleanField("unverified", true);
        }
        texts("notices", record.notices());
        verify(record.verify());
        text("bakeOf", record.bakeOf());
        texts("after", record.after());
        text("signature", record.signature());
        for (Map.Entry<String, Object> field : extra.entrySet()) {
            if (!field.getKey().startsWith("/")) {
                json.writeFieldName(field.getKey());
                value(field.getValue());
            }
        }
        json.writeEndObject();
    }

    private void approvals(List<Approval> approvals) throws IOException {
        if (approvals.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("approvals");
        for (int i = 0; i < approvals.size(); i++) {
            Approval approval = approvals.get(i);
            json.writeStartObject();
            json.writeStringField("by", approval.by());
            text("note", Optional.ofNullable(approval.note()));
            text("url", Optional.ofNullable(approval.url()));
            text("diffDigest", Optional.ofNullable(approval.diffDigest()));
            nested("/approvals/" + i + "/");
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void images(List<ImageChange> images) throws IOException {
        if (images.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("images");
        for (int i = 0; i < images.size(); i++) {
            ImageChange image = images.get(i);
            json.writeStartObject();
            json.writeStringField("name", image.name());
            text("before", Optional.ofNullable(image.before()).map(Object::toString));
            text("after", Optional.ofNullable(image.after()).map(Object::toString));
            nested("/images/" + i + "/");
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void refusals(List<RecordedRefusal> refusals) throws IOException {
        if (refusals.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("refusals");
        for (int i = 0; i < refusals.size(); i++) {
            RecordedRefusal refusal = refusals.get(i);
            json.writeStartObject();
            json.writeStringField("kind", refusal.kind());
            json.writeStringField("rule", refusal.rule());
            text("until", Optional.ofNullable(refusal.until()).map(RecordWriter::time));
            nested("/refusals/" + i + "/");
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void verify(List<VerifyResult> steps) throws IOException {
        if (steps.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("verify");
        for (int i = 0; i < steps.size(); i++) {
            VerifyResult step = steps.get(i);
            json.writeStartObject();
            json.writeStringField("step", step.step());
            json.writeBooleanField("passed", step.passed());
            json.writeStringField("detail", step.detail());
            if (!step.figures().isEmpty()) {
                json.writeObjectFieldStart("figures");
                for (Map.Entry<String, Double> figure : step.figures().entrySet()) {
                    json.writeFieldName(figure.getKey());
                    number(figure.getValue());
                }
                json.writeEndObject();
            }
            nested("/verify/" + i + "/");
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Whole numbers without a fraction, as readers count with them. */
    private void number(double figure) throws IOException {
        if (figure == Math.rint(figure) && Math.abs(figure) < 1e15) {
            json.writeNumber((long) figure);
        } else {
            json.writeNumber(figure);
        }
    }

    private void changeRequest(Optional<ChangeRequest> request) throws IOException {
        if (request.isPresent()) {
            json.writeObjectFieldStart("changeRequest");
            json.writeStringField("url", request.get().url());
            json.writeNumberField("number", request.get().number());
            json.writeStringField("state", request.get().state().word());
            nested("/changeRequest/");
            json.writeEndObject();
        }
    }

    private void nested(String prefix) throws IOException {
        for (Map.Entry<String, Object> field : extra.entrySet()) {
            if (field.getKey().startsWith(prefix)) {
                json.writeFieldName(field.getKey().substring(prefix.length()));
                value(field.getValue());
            }
        }
    }

    private void text(String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        }
    }

    private void texts(String name, List<String> values) throws IOException {
        if (!values.isEmpty()) {
            json.writeArrayFieldStart(name);
            for (String value : values) {
                json.writeString(value);
            }
            json.writeEndArray();
        }
    }

    private void value(@Nullable Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                value(entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object item : list) {
                value(item);
            }
            json.writeEndArray();
        } else {
            json.writePOJO(value);
        }
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS).toString();
    }
}
