package dev.gitops.jobdsl;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A plan as {@code jobs.json} and back. The file is ASCII, so that no platform's character set can change it, and has an entry a line, so that a diff of two files can be read. */
final class JobsJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.USE_DEFAULTS))
            .build();

    private static final ObjectWriter WRITER = MAPPER.writer();

    private JobsJson() {}

    static String write(JobPlan plan) {
        StringBuilder json = new StringBuilder(700 * (plan.size() + 10)).append('{');
        member(json, "apiVersion", plan.apiVersion(), "");
        member(json, "folder", plan.folder(), ",");
        member(json, "agent", plan.agent(), ",");
        member(json, "inventory", plan.inventory(), ",");
        member(json, "seed", plan.seed(), ",");
        members(json, "folders", plan.folders());
        members(json, "pipelines", plan.pipelines());
        members(json, "multibranch", plan.multibranch());
        members(json, "views", plan.views());
        if (!plan.scripts().isEmpty()) {
            member(json, "scripts", plan.scripts(), ",");
        }
        if (plan.removal() != null) {
            member(json, "removal", plan.removal(), ",");
        }
        return json.append("\n}\n").toString();
    }

    static JobPlan read(Path file) {
        try {
            JsonNode tree = MAPPER.readTree(Files.readString(file));
            String version = tree.path("apiVersion").asText();
            if (!version.equals(JobPlan.VERSION)) {
                throw refused(file, version, "is not a version this release knows", "render it with this release");
            }
            return MAPPER.treeToValue(tree, JobPlan.class);
        } catch (NoSuchFileException e) {
            throw refused(file, null, "there is no such file", "write it with gitops jobs render --out FOLDER");
        } catch (JsonProcessingException e) {
            throw refused(file, null, "is not a plan of jobs: " + e.getOriginalMessage(), null);
        } catch (IOException e) {
            throw refused(file, null, "cannot be read: " + e, null);
        }
    }

    static String text(Object value) {
        try {
            return WRITER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of texts, lists and numbers always become JSON", e);
        }
    }

    static String schema() {
        try (InputStream schema = JobsJson.class.getResourceAsStream("jobs.schema.json")) {
            return new String(
                    Objects.requireNonNull(schema, "jobs.schema.json").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the schema beside this class cannot be read", e);
        }
    }

    /** An item of a plan as a tree, to compare it with another. */
    static Map<String, Object> tree(Object item) {
        return MAPPER.convertValue(item, new TypeReference<Map<String, Object>>() {});
    }

    private static void member(StringBuilder json, String name, Object value, String separator) {
        json.append(separator).append("\n\"").append(name).append("\": ").append(text(value));
    }

    private static void members(StringBuilder json, String name, List<?> values) {
        json.append(",\n\"").append(name).append("\": [");
        for (Iterator<?> each = values.iterator(); each.hasNext(); ) {
            json.append('\n').append(text(each.next())).append(each.hasNext() ? "," : "");
        }
        json.append("\n]");
    }

    private static InvalidInputException refused(Path file, @Nullable String value, String why, @Nullable String hint) {
        return new InvalidInputException(
                "the plan of jobs " + file, List.of(new Problem(file.toString(), 0, 0, null, value, why, hint)));
    }
}
