package dev.gitops.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.gitops.api.DeploymentRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A record as JSON: one document without line breaks, UTF-8, keys always in the same order, what is absent or empty left out, times in UTC to the microsecond. {@link #schema()}
 * describes it. Fields of newer versions of the schema survive reading and writing, nested ones included.
 */
public final class RecordJson {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int TYPICAL_LENGTH = 1024;

    private RecordJson() {}

    /**
     * Writes a record.
     *
     * @param record the record
     * @return its JSON in UTF-8, without a line break
     */
    public static byte[] write(DeploymentRecord record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(TYPICAL_LENGTH);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            new RecordWriter(json, record.extra()).write(record);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /**
     * Writes a record.
     *
     * @param record the record
     * @return its JSON
     */
    public static String text(DeploymentRecord record) {
        return new String(write(record), StandardCharsets.UTF_8);
    }

    /**
     * Reads a record.
     *
     * @param json one JSON document in UTF-8
     * @return the record; what this version does not know is in {@link DeploymentRecord#extra()}
     * @throws UnreadableRecordException if it is no record
     */
    public static DeploymentRecord read(byte[] json) {
        try {
            return new RecordReader(JsonTree.read(json)).read();
        } catch (JsonProcessingException e) {
            throw new UnreadableRecordException("it is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * Reads a record.
     *
     * @param json one JSON document
     * @return the record
     * @throws UnreadableRecordException if it is no record
     */
    public static DeploymentRecord read(String json) {
        return read(json.getBytes(StandardCharsets.UTF_8));
    }

    /** {@return the published JSON Schema (draft 2020-12) of a record, as a text} */
    public static String schema() {
        try (InputStream in = RecordJson.class.getResourceAsStream("deployment-record.schema.json")) {
            return new String(
                    Objects.requireNonNull(in, "deployment-record.schema.json").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
