package dev.gitops.cli.warmup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.cli.output.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gives back what it was given, with versions, owners and a status, as far as a delivery asks for them. */
final class WarmupObjects {

    private static final Map<String, String> KINDS =
            Map.of("configmaps", "ConfigMap", "services", "Service", "deployments", "Deployment", "leases", "Lease");

    private static final String REVIEWS = "/selfsubjectrulesreviews";

    private static final String ALL_RIGHTS = """
            {"kind": "SelfSubjectRulesReview", "apiVersion": "authorization.k8s.io/v1", "status": {
              "incomplete": false, "nonResourceRules": [],
              "resourceRules": [{"verbs": ["*"], "apiGroups": ["*"], "resources": ["*"]}]}}
            """;

    private final Map<String, ObjectNode> objects = new TreeMap<>();
    private int version;

    /** The status and body of an answer. */
    synchronized Map.Entry<Integer, String> answer(String method, String target, String body) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String query = mark < 0 ? "" : target.substring(mark);
        if (method.equals("GET")) {
            return read(path, query);
        }
        if (method.equals("DELETE")) {
            objects.remove(path);
            return Map.entry(200, "{\"kind\":\"Status\"}");
        }
        if (path.endsWith(REVIEWS)) {
            return Map.entry(201, ALL_RIGHTS);
        }
        ObjectNode object = (ObjectNode) Json.parse(body);
        String at =
                method.equals("POST") ? path + "/" + object.at("/metadata/name").asText() : path;
        ObjectNode written = written(object, objects.get(at));
        boolean created = !objects.containsKey(at);
        if (!query.contains("dryRun")) {
            objects.put(at, written);
        }
        return Map.entry(created ? 201 : 200, written.toString());
    }

    private Map.Entry<Integer, String> read(String path, String query) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        if (query.contains("watch=true")) {
            return Map.entry(200, "");
        }
        if (!query.contains("Selector") && objects.containsKey(path)) {
            return Map.entry(200, objects.getOrDefault(path, Json.object()).toString());
        }
        if (!query.contains("Selector") && !KINDS.containsKey(last)) {
            return Map.entry(404, "{\"kind\":\"Status\",\"reason\":\"NotFound\",\"code\":404}");
        }
        ObjectNode list = Json.object();
        list.put("kind", KINDS.getOrDefault(last, "Pod") + "List")
                .put("apiVersion", path.startsWith("/apis/apps/") ? "apps/v1" : "v1");
        list.putObject("metadata").put("resourceVersion", String.valueOf(version));
        ArrayNode items = list.putArray("items");
        objects.forEach((at, object) -> {
            boolean member = object.at("/metadata/labels").toString().contains("part-of");
            if (at.startsWith(path + "/") && member && query.contains("labelSelector")) {
                items.add(ready(object));
            }
        });
        return Map.entry(200, list.toString());
    }

    private ObjectNode written(ObjectNode object, @Nullable JsonNode before) {
        ObjectNode written = object.deepCopy();
        ObjectNode metadata = (ObjectNode) written.path("metadata");
        ObjectNode owned = fields(object);
        owned.remove("f:apiVersion");
        owned.remove("f:kind");
        ((ObjectNode) owned.path("f:metadata")).remove(List.of("f:name", "f:namespace", "f:resourceVersion"));
        metadata.put("uid", "1").put("generation", 1).put("resourceVersion", version(object, owned, before));
        metadata.putArray("managedFields")
                .addObject()
                .put("manager", "gitops")
                .put("operation", "Apply")
                .put("apiVersion", object.path("apiVersion").asText())
                .put("fieldsType", "FieldsV1")
                .set("fieldsV1", owned);
        return written;
    }

    /** What changes nothing makes no new version. */
    private String version(ObjectNode object, ObjectNode owned, @Nullable JsonNode before) {
        if (before != null
                && before.at("/metadata/managedFields/0/fieldsV1").equals(owned)
                && before.path("spec").equals(object.path("spec"))
                && before.path("data").equals(object.path("data"))) {
            return before.at("/metadata/resourceVersion").asText();
        }
        return String.valueOf(++version);
    }

    private static ObjectNode fields(JsonNode object) {
        ObjectNode fields = Json.object();
        object.properties()
                .forEach(field -> fields.set(
                        "f:" + field.getKey(), field.getValue().isObject() ? fields(field.getValue()) : Json.object()));
        return fields;
    }

    /** What a controller would have said of it by now. */
    private static JsonNode ready(ObjectNode object) {
        ObjectNode ready = object.deepCopy();
        if (object.path("kind").asText().equals("Deployment")) {
            ObjectNode status = ready.putObject("status");
            status.put("observedGeneration", 1).put("replicas", 1).put("updatedReplicas", 1);
            status.put("readyReplicas", 1).put("availableReplicas", 1);
            status.putArray("conditions").addObject().put("type", "Available").put("status", "True");
        }
        return ready;
    }
}
