package dev.gitops.record;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.Approval;
import dev.gitops.api.ChangeRequest;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.ImageChange;
import dev.gitops.api.ImageRef;
import dev.gitops.api.ImmutableDeploymentRecord;
import dev.gitops.api.Operation;
import dev.gitops.api.RecordedRefusal;
import dev.gitops.api.VerifyResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one record; what it does not know it keeps, nested fields under a JSON pointer. */
final class RecordReader {

    private static final Set<String> STATES = Set.of("open", "merged", "closed");

    private final JsonNode root;
    private final Set<String> known = new HashSet<>();
    private final Map<String, Object> extra = new LinkedHashMap<>();

    RecordReader(JsonNode root) {
        this.root = root;
    }

    DeploymentRecord read() {
        if (!root.isObject()) {
            throw refuse("it is no object");
        }
        try {
            return fields(DeploymentRecord.builder()).putAllExtra(unknown()).build();
        } catch (GitOpsException e) {
            throw e instanceof UnreadableRecordException
                    ? e
                    : new UnreadableRecordException("it holds a wrong value: " + e.getMessage(), e);
        }
    }

    private ImmutableDeploymentRecord.Builder fields(ImmutableDeploymentRecord.Builder record) {
        record.schemaVersion(Math.toIntExact(number("schemaVersion").orElse((long) DeploymentRecord.SCHEMA_VERSION)));
        record.id(required("id"));
        record.app(required("app"));
        record.environment(EnvironmentName.of(required("environment")));
        record.operation(operation(required("operation")));
        record.outcome(required("outcome"));
        record.fromEnvironment(text("fromEnvironment").map(EnvironmentName::of));
        record.requestedBy(required("requestedBy"));
        record.approvals(approvals());
        record.reason(text("reason"));
        record.images(images());
        number("build").ifPresent(record::build);
        record.sourceCommits(texts("sourceCommits"));
        record.sourceTime(text("sourceTime").map(RecordTimes::parse));
        record.commit(text("commit"));
        record.changeRequest(changeRequest());
        record.manifestsDigest(text("manifestsDigest"));
        record.diffDigest(text("diffDigest"));
        record.started(RecordTimes.parse(required("started")));
        record.ended(RecordTimes.parse(required("ended")));
        record.cluster(text("cluster"));
        record.delivery(text("delivery"));
        record.buildUrl(text("buildUrl"));
        record.failure(text("failure"));
        record.refusals(refusals());
        record.decided(text("decided").map(RecordTimes::parse));
        record.breakGlass(text("breakGlass"));
        record.unverified(field("unverified").map(JsonNode::asBoolean).orElse(false));
        record.verify(verify());
        record.bakeOf(text("bakeOf"));
        record.after(texts("after"));
        record.signature(text("signature"));
        return record.notices(texts("notices"));
    }

    private List<Approval> approvals() {
        List<Approval> approvals = new ArrayList<>();
        for (JsonNode item : items("approvals")) {
            String path = "/approvals/" + approvals.size() + "/";
            keep(path, item, Set.of("by", "note", "url", "diffDigest"));
            approvals.add(new Approval(
                    member(item, "by", path),
                    optional(item, "note"),
                    optional(item, "url"),
                    optional(item, "diffDigest")));
        }
        return approvals;
    }

    private List<ImageChange> images() {
        List<ImageChange> images = new ArrayList<>();
        for (JsonNode item : items("images")) {
            String path = "/images/" + images.size() + "/";
            keep(path, item, Set.of("name", "before", "after"));
            String before = optional(item, "before");
            String after = optional(item, "after");
            images.add(new ImageChange(
                    member(item, "name", path),
                    before == null ? null : ImageRef.parse(before),
                    after == null ? null : ImageRef.parse(after)));
        }
        return images;
    }

    private List<RecordedRefusal> refusals() {
        List<RecordedRefusal> refusals = new ArrayList<>();
        for (JsonNode item : items("refusals")) {
            String path = "/refusals/" + refusals.size() + "/";
            keep(path, item, Set.of("kind", "rule", "until"));
            String until = optional(item, "until");
            refusals.add(new RecordedRefusal(
                    member(item, "kind", path),
                    member(item, "rule", path),
                    until == null ? null : RecordTimes.parse(until)));
        }
        return refusals;
    }

    private List<VerifyResult> verify() {
        List<VerifyResult> steps = new ArrayList<>();
        for (JsonNode item : items("verify")) {
            String path = "/verify/" + steps.size() + "/";
            keep(path, item, Set.of("step", "passed", "detail", "figures"));
            Map<String, Double> figures = new LinkedHashMap<>();
            item.path("figures").properties().forEach(figure -> {
                if (!figure.getValue().isNumber()) {
                    throw refuse("its " + path + "figures/" + figure.getKey() + " is no number");
                }
                figures.put(figure.getKey(), figure.getValue().doubleValue());
            });
            steps.add(new VerifyResult(
                    member(item, "step", path),
                    item.path("passed").asBoolean(),
                    member(item, "detail", path),
                    figures));
        }
        return steps;
    }

    private Optional<ChangeRequest> changeRequest() {
        return field("changeRequest").map(node -> {
            keep("/changeRequest/", node, Set.of("url", "number", "state"));
            String state = member(node, "state", "/changeRequest/");
            if (!STATES.contains(state)) {
                throw refuse("its changeRequest has the unknown state \"" + state + "\"");
            }
            return new ChangeRequest(
                    member(node, "url", "/changeRequest/"),
                    node.path("number").asLong(),
                    ChangeRequest.State.valueOf(state.toUpperCase(Locale.ROOT)));
        });
    }

    private void keep(String path, JsonNode object, Set<String> names) {
        if (!object.isObject()) {
            throw refuse(path + " is no object");
        }
        object.properties().forEach(field -> {
            if (!names.contains(field.getKey())) {
                keep(path + field.getKey(), field.getValue());
            }
        });
    }

    private Map<String, Object> unknown() {
        root.properties().forEach(field -> {
            if (!known.contains(field.getKey())) {
                keep(field.getKey(), field.getValue());
            }
        });
        return extra;
    }

    private void keep(String key, JsonNode node) {
        Object value = JsonValues.plain(node);
        if (value != null) {
            extra.put(key, value);
        }
    }

    private Optional<JsonNode> field(String name) {
        known.add(name);
        return Optional.ofNullable(root.get(name)).filter(node -> !node.isNull());
    }

    private Optional<String> text(String name) {
        return field(name).map(node -> textOf(node, name));
    }

    private String required(String name) {
        return text(name).orElseThrow(() -> refuse("it has no " + name));
    }

    private Optional<Long> number(String name) {
        return field(name).map(JsonNode::asLong);
    }

    private List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        items(name).forEach(item -> texts.add(textOf(item, name)));
        return texts;
    }

    private Iterable<JsonNode> items(String name) {
        Optional<JsonNode> list = field(name);
        if (list.isPresent() && !list.get().isArray()) {
            throw refuse("its " + name + " is no list");
        }
        return list.map(node -> (Iterable<JsonNode>) node).orElse(List.of());
    }

    private static String member(JsonNode object, String name, String path) {
        String value = optional(object, name);
        if (value == null) {
            throw refuse("its " + path + name + " is missing");
        }
        return value;
    }

    private static @Nullable String optional(JsonNode object, String name) {
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? null : textOf(node, name);
    }

    private static String textOf(JsonNode node, String name) {
        if (!node.isTextual()) {
            throw refuse("its " + name + " is no text");
        }
        return node.textValue();
    }

    private static Operation operation(String word) {
        return Operation.ofWord(word).orElseThrow(() -> refuse("it has the unknown operation \"" + word + "\""));
    }

    private static UnreadableRecordException refuse(String why) {
        return new UnreadableRecordException(why, null);
    }
}
