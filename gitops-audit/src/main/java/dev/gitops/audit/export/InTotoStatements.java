package dev.gitops.audit.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.ImageChange;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Operation;
import dev.gitops.record.RecordJson;

/** in-toto statements: these images were deployed there, then, by them. Only images with a digest can be a subject. */
final class InTotoStatements {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private InTotoStatements() {}

    static String lines(DeploymentRecord record, Export.Format.History history) {
        ObjectNode statement = MAPPER.createObjectNode();
        statement.put("_type", "https://in-toto.io/Statement/v1");
        ArrayNode subjects = statement.putArray("subject");
        ImageChange.after(record.images()).forEach(after -> subject(subjects, after.image()));
        if (subjects.isEmpty() || record.operation() != Operation.DEPLOY) {
            return "";
        }
        statement.put("predicateType", "https://gitops.dev/attestation/deployment/v1");
        try {
            statement.set("predicate", MAPPER.readTree(RecordJson.text(record)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record's own JSON cannot be read", e);
        }
        return statement + "\n";
    }

    private static void subject(ArrayNode subjects, ImageRef image) {
        image.digest().ifPresent(digest -> {
            int colon = digest.indexOf(':');
            ObjectNode subject = subjects.addObject().put("name", image.canonicalRepository());
            subject.putObject("digest").put(digest.substring(0, colon), digest.substring(colon + 1));
        });
    }
}
