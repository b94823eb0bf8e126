package dev.gitops.cluster.object;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cluster.client.Json;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who set a field of a live object, and when, as its managed fields tell. */
final class Managers {

    /** A manager and its last write. */
    record Author(String name, @Nullable Instant time) {}

    private final JsonNode entries;
    private final String ours;

    Managers(JsonNode live, String ours) {
        this.entries = Json.at(live, "metadata", "managedFields");
        this.ours = ours;
    }

    /** The last other manager that set what stands at the end of a way; empty where no other did. */
    Optional<Author> of(List<Step> way) {
        Author latest = null;
        for (JsonNode entry : entries) {
            if (entry.path("manager").asText().equals(ours) || !reaches(entry.path("fieldsV1"), way)) {
                continue;
            }
            Author author = new Author(
                    entry.path("manager").asText(), time(entry.path("time").asText()));
            if (latest == null || later(author.time(), latest.time())) {
                latest = author;
            }
        }
        return Optional.ofNullable(latest);
    }

    private static boolean reaches(JsonNode fields, List<Step> way) {
        JsonNode here = fields;
        for (Step step : way) {
            JsonNode next = step.in(here);
            if (next.isMissingNode()) {
                // a value that is owned as a whole has nothing below it
                return here.isObject() && here.isEmpty() && here != fields;
            }
            here = next;
        }
        return true;
    }

    private static boolean later(@Nullable Instant time, @Nullable Instant than) {
        return than == null || time != null && time.isAfter(than);
    }

    private static @Nullable Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException unknown) {
            return null;
        }
    }
}
