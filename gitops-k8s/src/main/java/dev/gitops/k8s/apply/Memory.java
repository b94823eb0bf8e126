package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.object.ApplySet;
import dev.gitops.cluster.object.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the parent at home remembers that no object tells any more.
 *
 * @param finished Jobs that have completed and may be gone since, by the object in words; the digest of what they were
 * @param left fields, as {@code fieldsV1}, that Git has removed and that other managers keep alive, by the object in words
 * @param made namespaces that were not there before a deployment made them
 */
record Memory(Map<String, String> finished, Map<String, JsonNode> left, Set<String> made) {

    private static final String FINISHED = "finished";
    private static final String LEFT = "left";
    private static final String MADE = "made-namespaces";

    Memory {
        finished = new TreeMap<>(finished);
        left = new TreeMap<>(left);
        made = new TreeSet<>(made);
    }

    static Memory of(@Nullable JsonNode parent) {
        Memory memory = new Memory(Map.of(), Map.of(), Set.of());
        if (parent != null) {
            JsonNode data = parent.path("data");
            Json.read(data.path(FINISHED).asText(""))
                    .properties()
                    .forEach(entry ->
                            memory.finished.put(entry.getKey(), entry.getValue().asText()));
            Json.read(data.path(LEFT).asText(""))
                    .properties()
                    .forEach(entry -> memory.left.put(entry.getKey(), entry.getValue()));
            Stream.of(data.path(MADE).asText("").split(","))
                    .filter(name -> !name.isEmpty())
                    .forEach(memory.made::add);
        }
        return memory;
    }

    /** What is remembered here, and else there. */
    Memory or(Memory other) {
        Memory both = new Memory(other.finished, other.left, other.made);
        both.finished.putAll(finished);
        both.left.putAll(left);
        both.made.addAll(made);
        return both;
    }

    /** The same, with the namespaces among what was written that were not there before. */
    Memory withMade(Map<ObjectKey, Writer.Done> written) {
        Memory now = new Memory(finished, left, made);
        written.forEach((key, done) -> {
            if (key.kind().equals("Namespace") && done.action() == Action.CREATED) {
                now.made.add(key.name());
            }
        });
        return now;
    }

    /** The parent's data; empty where there is nothing to remember. */
    ObjectNode data() {
        ObjectNode data = Json.object();
        if (!finished.isEmpty()) {
            ObjectNode all = Json.object();
            finished.forEach(all::put);
            data.put(FINISHED, Json.text(all));
        }
        if (!left.isEmpty()) {
            ObjectNode all = Json.object();
            left.forEach(all::set);
            data.put(LEFT, Json.text(all));
        }
        if (!made.isEmpty()) {
            data.put(MADE, String.join(",", made));
        }
        return data;
    }

    /** Whether this very Job has completed, and cleaned up behind itself. */
    boolean hasFinished(Wanted wanted) {
        return vanishes(wanted)
                && digest(wanted).equals(finished.get(wanted.key().toString()));
    }

    /** Whether an object is one that is deleted some time after it has done its work. */
    static boolean vanishes(Wanted wanted) {
        return wanted.key().kind().equals("Job")
                && wanted.key().group().equals("batch")
                && Json.at(wanted.json(), "spec").has("ttlSecondsAfterFinished");
    }

    static String digest(Wanted wanted) {
        try {
            // which set it belongs to does not change what it does
            ObjectNode plain = wanted.json().deepCopy();
            plain.withObject("/metadata").withObject("/labels").remove(ApplySet.PART_OF);
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(Json.text(plain).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** What of an object is left; missing where nothing is. */
    JsonNode leftOf(ObjectKey key) {
        return left.getOrDefault(key.toString(), Json.object().path("nothing"));
    }
}
