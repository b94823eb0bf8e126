package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.cluster.client.Json;
import dev.gitops.spi.DeliveryRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who deploys what, as it stands in a Lease.
 *
 * @param namespace the namespace of the Lease
 * @param name its name
 * @param holder who deploys, different for every deployment
 * @param environment the environment that is delivered
 * @param commit the commit that is delivered
 * @param urgent whether it need not wait until an older deployment is known to hang, as it is a rollback
 */
record Claim(String namespace, String name, String holder, String environment, String commit, boolean urgent) {

    /** How long a Lease is good without being renewed. */
    static final Duration LENGTH = Duration.ofSeconds(15);

    /** The annotation that says which commit its holder delivers to which environment. */
    static final String DELIVERS = "gitops.dev/delivers";

    /** The annotation by which a newer deployment asks the holder to give way. */
    static final String OVERTAKEN_BY = "gitops.dev/overtaken-by";

    private static final String URGENT = "rollback ";

    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    static Claim of(DeliveryRequest request, String namespace, boolean urgent) {
        return new Claim(
                namespace,
                "gitops-" + request.target().app(),
                request.actor() + "/" + UUID.randomUUID().toString().substring(0, 8),
                request.target().environment().value(),
                request.commit(),
                urgent);
    }

    static String holder(JsonNode lease) {
        return Json.at(lease, "spec", "holderIdentity").asText("");
    }

    static Duration length(JsonNode lease) {
        return Duration.ofSeconds(Json.at(lease, "spec", "leaseDurationSeconds").asLong(LENGTH.toSeconds()));
    }

    /** The commit that the Lease's last holder delivered to this environment; empty where it was another. */
    String delivered(JsonNode lease) {
        String[] words = annotation(lease, DELIVERS).split(" ");
        return words.length == 2 && words[0].equals(environment) ? words[1] : "";
    }

    /** Who asks the holder to give way, in words; null where nobody does. */
    static @Nullable String overtaker(JsonNode lease) {
        String asked = annotation(lease, OVERTAKEN_BY);
        return asked.isEmpty() ? null : asked.startsWith(URGENT) ? asked.substring(URGENT.length()) : asked;
    }

    /** Whether the one who asks does not wait. */
    static boolean urgent(JsonNode lease) {
        return annotation(lease, OVERTAKEN_BY).startsWith(URGENT);
    }

    private static String annotation(JsonNode lease, String name) {
        return Json.at(lease, "metadata", "annotations", name).asText("");
    }

    /** The Lease as it is taken, whatever it was before. */
    String taken(JsonNode before) {
        ObjectNode document = document(before);
        ObjectNode annotations = document.withObject("/metadata").withObject("/annotations");
        annotations.put(DELIVERS, environment + " " + commit);
        annotations.remove(OVERTAKEN_BY);
        ObjectNode spec = document.withObject("/spec");
        spec.put("holderIdentity", holder).put("acquireTime", MICROS.format(Instant.now()));
        spec.put("leaseTransitions", spec.path("leaseTransitions").asInt() + (before.isEmpty() ? 0 : 1));
        return Json.text(document);
    }

    /** The Lease as it is renewed. */
    String renewed(JsonNode before) {
        return Json.text(document(before));
    }

    /** The Lease as it is given back. */
    String released(JsonNode before) {
        ObjectNode document = document(before);
        document.withObject("/spec").put("holderIdentity", "");
        return Json.text(document);
    }

    /** The Lease of another, with the wish that it gives way. */
    String asked(JsonNode before) {
        ObjectNode document = before.deepCopy();
        document.withObject("/metadata")
                .withObject("/annotations")
                .put(OVERTAKEN_BY, (urgent ? URGENT : "") + "commit " + commit + " of " + holder);
        return Json.text(document);
    }

    private ObjectNode document(JsonNode before) {
        ObjectNode document = before.deepCopy();
        document.put("apiVersion", "coordination.k8s.io/v1").put("kind", "Lease");
        ObjectNode metadata = document.withObject("/metadata");
        metadata.put("name", name).put("namespace", namespace);
        metadata.remove("managedFields");
        document.withObject("/spec")
                .put("leaseDurationSeconds", LENGTH.toSeconds())
                .put("renewTime", MICROS.format(Instant.now()));
        return document;
    }
}
