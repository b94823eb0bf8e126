package dev.gitops.review.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.review.rendered.Content;
import dev.gitops.review.schema.Fault.Kind;
import dev.gitops.spi.ManifestObject;
import dev.gitops.spi.ObjectRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The schemas of kinds. What is given later wins over what was given before, and all of it over the Kubernetes that comes with this SDK. Not safe for several threads while schemas are added. */
public final class Schemas {

    /** The version of Kubernetes whose kinds come with this SDK; {@code testing/cluster/schemas} makes them of a control plane. */
    public static final String VERSION = "1.36";

    private static final String DEFINITION = "CustomResourceDefinition";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Known> kinds = new HashMap<>();
    private final Map<String, Set<String>> versions = new HashMap<>();
    private final RuleBook rules;

    private record Known(Content schema, Map<String, Content> document) {}

    private Schemas(Optional<ObjectRules> rules) {
        this.rules = new RuleBook(rules);
    }

    /**
     * The kinds that every Kubernetes has.
     *
     * @param rules tells whether rules in CEL hold; empty where nobody here can
     * @return the schemas
     */
    public static Schemas builtIn(Optional<ObjectRules> rules) {
        Schemas schemas = new Schemas(rules);
        try (InputStream in = Schemas.class.getResourceAsStream("kubernetes.json.gz")) {
            if (in == null) {
                throw new IllegalStateException("gitops-engine is incomplete: it has no kubernetes.json.gz");
            }
            schemas.document(new Content(JSON.readValue(new GZIPInputStream(in), Map.class)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return schemas;
    }

    /**
     * Adds an OpenAPI document of a cluster.
     *
     * @param name what to call it in messages
     * @param text OpenAPI v3, as {@code kubectl get --raw /openapi/v3/apis/apps/v1} gives it, or v2
     * @throws InvalidInputException if it is none
     */
    public void add(String name, String text) {
        try {
            Content document = new Content(JSON.readValue(text, Map.class));
            if (document.at("components", "schemas").isEmpty()
                    && document.at("definitions").isEmpty()) {
                throw refuse(name, "it has neither components.schemas nor definitions");
            }
            document(document);
        } catch (JsonProcessingException broken) {
            throw refuse(name, "it is no JSON: " + broken.getOriginalMessage());
        }
    }

    /**
     * Adds what a CustomResourceDefinition defines; another object adds nothing.
     *
     * @param object an object
     */
    public void add(ManifestObject object) {
        if (!object.kind().equals(DEFINITION) || !object.group().equals("apiextensions.k8s.io")) {
            return;
        }
        Content spec = new Content(object.content()).at("spec");
        for (Content version : spec.at("versions").items()) {
            Content schema = version.at("schema", "openAPIV3Schema");
            boolean served = !Boolean.FALSE.equals(version.at("served").value());
            if (schema.isThere() && served) {
                put(
                        spec.at("group").text(""),
                        version.at("name").text(""),
                        spec.at("names", "kind").text(""),
                        new Known(schema, Map.of()));
            }
        }
    }

    private void document(Content document) {
        Content all = document.at("components", "schemas").isThere()
                ? document.at("components", "schemas")
                : document.at("definitions");
        Map<String, Content> named = new LinkedHashMap<>();
        all.keys().forEach(name -> named.put(name, all.at(name)));
        named.values().forEach(schema -> {
            for (Content kind : schema.at("x-kubernetes-group-version-kind").items()) {
                put(
                        kind.at("group").text(""),
                        kind.at("version").text(""),
                        kind.at("kind").text(""),
                        new Known(schema, named));
            }
        });
    }

    private void put(String group, String version, String kind, Known known) {
        kinds.put(key(group, version, kind), known);
        versions.computeIfAbsent(group + "/" + kind, absent -> new HashSet<>()).add(version);
    }

    private static String key(String group, String version, String kind) {
        return group + "/" + version + "/" + kind;
    }

    /**
     * What is wrong with an object.
     *
     * @param object the object
     * @param before what it was, for rules that compare; null where it is new
     * @return the faults; none where it is well, or where nobody knows its kind
     */
    public List<Fault> check(ManifestObject object, @Nullable ManifestObject before) {
        String version = object.apiVersion().substring(object.apiVersion().indexOf('/') + 1);
        Known known = kinds.get(key(object.group(), version, object.kind()));
        List<Fault> faults = new ArrayList<>();
        if (known != null) {
            new Walk(name -> known.document().getOrDefault(name, new Content(null)), rules, faults)
                    .object(known.schema(), object.content(), before == null ? null : before.content());
            return faults;
        }
        Set<String> served = versions.getOrDefault(object.group() + "/" + object.kind(), Set.of());
        Optional<String> moved = moved(object);
        if (!served.isEmpty() || moved.isPresent()) {
            String group = object.group().isEmpty() ? "" : object.group() + "/";
            faults.add(new Fault(
                    Kind.UNKNOWN_VERSION,
                    "",
                    "Kubernetes " + VERSION + " has no " + object.kind() + " in " + object.apiVersion() + "; it has "
                            + moved.orElseGet(() -> group + String.join(", " + group, served))));
        }
        return faults;
    }

    /** Kinds that began in a group that is no more. */
    private static Optional<String> moved(ManifestObject object) {
        if (!object.group().equals("extensions")) {
            return Optional.empty();
        }
        return switch (object.kind()) {
            case "Deployment", "DaemonSet", "ReplicaSet" -> Optional.of("apps/v1");
            case "Ingress", "NetworkPolicy" -> Optional.of("networking.k8s.io/v1");
            default -> Optional.empty();
        };
    }

    /**
     * Whether somebody knows the kind of an object, in whatever version.
     *
     * @param object the object
     * @return true if so
     */
    public boolean knows(ManifestObject object) {
        return versions.containsKey(object.group() + "/" + object.kind());
    }

    private static InvalidInputException refuse(String name, String why) {
        return new InvalidInputException(
                "the schema " + name,
                List.of(
                        Problem.of(
                                "--schema",
                                name,
                                why,
                                "give what kubectl get --raw /openapi/v3/apis/GROUP/VERSION prints, or CustomResourceDefinitions")));
    }
}
