package dev.gitops.helm.release;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cluster.client.AccessDeniedException;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.KnownKinds;
import dev.gitops.cluster.client.UnexpectedAnswerException;
import dev.gitops.manifests.ManifestReader;
import dev.gitops.spi.ManifestObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** What Helm keeps of a revision of a release: a Secret in the release's namespace. */
final class ReleaseRecord {

    private ReleaseRecord() {}

    /** The objects of a revision, hooks left out; none where its record is gone. */
    static List<ManifestObject> manifest(Cluster cluster, String release, String namespace, int revision) {
        Call get = Call.get(
                KnownKinds.get("v1", "Secret").path(namespace, "sh.helm.release.v1." + release + ".v" + revision));
        Answer answer = cluster.call(get);
        if (answer.notFound()) {
            return List.of();
        }
        if (answer.denied()) {
            throw new AccessDeniedException(cluster.name(), List.of(answer.message()));
        }
        if (!answer.ok()) {
            throw new UnexpectedAnswerException(cluster.name(), get, answer);
        }
        String data = Json.text(answer.body(), "data", "release").orElse("");
        byte[] packed = Base64.getDecoder().decode(Base64.getDecoder().decode(data));
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            JsonNode record = Json.read(unpacked.readAllBytes());
            return ManifestReader.read(Json.text(record, "manifest").orElse(""));
        } catch (IOException broken) {
            throw new UncheckedIOException(
                    "the record of revision " + revision + " of the release " + release + " cannot be read", broken);
        }
    }
}
