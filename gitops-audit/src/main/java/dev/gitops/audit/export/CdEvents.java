package dev.gitops.audit.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.ImageChange;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Operation;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** CDEvents 0.5: what runs where has changed. An event for each image of a deployment that was verified, and of an application that was taken out of its cluster. */
final class CdEvents {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SPEC = "0.5.1";
    private static final String TYPE_VERSION = "0.3.0";

    private CdEvents() {}

    static String lines(DeploymentRecord record, Export.Format.History history) {
        boolean ended = record.outcome().equals("verified");
        StringBuilder lines = new StringBuilder();
        if (ended && record.operation() == Operation.UNDEPLOY) {
            record.images()
                    .forEach(image ->
                            lines.append(event(record, image, "removed")).append('\n'));
        }
        if (!ended || record.operation() != Operation.DEPLOY) {
            return lines.toString();
        }
        for (ImageChange image : record.images()) {
            if (image.after() != null) {
                lines.append(event(record, image, image.after(), history)).append('\n');
            }
        }
        return lines.toString();
    }

    /** A UUID of version 4, as the specification wants it, that is the same each time the record is exported. */
    static String chain(String record) {
        byte[] digest;
        try {
            digest = MessageDigest.getInstance("SHA-256").digest(record.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
        ByteBuffer bits = ByteBuffer.wrap(digest);
        long high = bits.getLong() & ~0xF000L | 0x4000L;
        long low = bits.getLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    private static ObjectNode event(
            DeploymentRecord record, ImageChange image, ImageRef after, Export.Format.History history) {
        String predicate = image.before() == null ? "deployed" : history.isRollback(record) ? "rolledback" : "upgraded";
        ObjectNode event = event(record, image, predicate);
        ((ObjectNode) event.at("/subject/content")).put("artifactId", packageUrl(after));
        return event;
    }

    private static ObjectNode event(DeploymentRecord record, ImageChange image, String predicate) {
        ObjectNode event = MAPPER.createObjectNode();
        ObjectNode context = event.putObject("context");
        context.put("specversion", SPEC);
        context.put("id", record.id() + "-" + image.name());
        context.put("chainId", chain(record.id()));
        context.put("source", "/gitops/" + record.app());
        context.put("type", "dev.cdevents.service." + predicate + "." + TYPE_VERSION);
        context.put("timestamp", record.ended().toString());
        ObjectNode subject = event.putObject("subject");
        subject.put("id", record.environment() + "/" + image.name());
        subject.put("source", "/gitops/" + record.app());
        ObjectNode content = subject.putObject("content");
        content.putObject("environment")
                .put("id", record.environment().value())
                .put("source", "/gitops/clusters/" + record.cluster().orElse("unknown"));
        event.put("customDataContentType", "application/json");
        ObjectNode data = event.putObject("customData");
        data.put("app", record.app());
        record.commit().ifPresent(commit -> data.put("configCommit", commit));
        record.buildUrl().ifPresent(url -> data.put("buildUrl", url));
        return event;
    }

    /** The package URL of type {@code oci}: name, digest, where it is kept, tag. */
    static String packageUrl(ImageRef image) {
        String path = image.path();
        StringBuilder url = new StringBuilder("pkg:oci/").append(encode(path.substring(path.lastIndexOf('/') + 1)));
        image.digest().ifPresent(digest -> url.append('@').append(encode(digest)));
        url.append("?repository_url=").append(encode(image.canonicalRepository()));
        image.tag().ifPresent(tag -> url.append("&tag=").append(encode(tag)));
        return url.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
