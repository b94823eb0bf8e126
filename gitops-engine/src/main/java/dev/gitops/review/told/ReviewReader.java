package dev.gitops.review.told;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.api.review.NeededApproval;
import dev.gitops.api.review.ObjectChange;
import dev.gitops.api.review.RenderedDifference;
import dev.gitops.api.review.Review;
import dev.gitops.api.review.ReviewFinding;
import dev.gitops.api.review.ReviewPlace;
import dev.gitops.api.review.ReviewScope;
import dev.gitops.api.review.ReviewedPlace;
import dev.gitops.api.review.Severity;
import dev.gitops.api.review.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads a review that another process wrote, one that a stranger's change may have taken over. It is data to be shown, and nothing in it is believed: whoever has a token renders nothing of it, follows no path of
 * it, and compares the commit it names with the one that the host names. What is not in the form of {@code review.schema.json}, or too large, is refused.
 */
public final class ReviewReader {

    /** The largest document, in bytes, that can be a review. */
    public static final long LARGEST = 4L * ReviewJson.LARGEST;

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern ID = Pattern.compile("[a-z][a-z-]{0,62}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final int LONGEST = 2_000;
    private static final int LONGEST_DIFF = 64_000;
    private static final int MOST = 100_000;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ReviewReader() {}

    /**
     * Reads a review.
     *
     * @param text the document
     * @return the review
     * @throws InvalidInputException if it is too large, or has another form
     */
    public static Review read(String text) {
        if (text.length() > ReviewJson.LARGEST + (1 << 20)) {
            throw refuse("", "is larger than " + (ReviewJson.LARGEST >> 20) + " MiB");
        }
        try {
            return consistent(review(MAPPER.readTree(text)));
        } catch (JsonProcessingException broken) {
            throw refuse("", "is no JSON: " + broken.getOriginalMessage());
        }
    }

    /** A verdict that its own findings contradict would be told as a success. */
    private static Review consistent(Review review) {
        if (review.verdict() == Verdict.PASSED && !review.blocking().isEmpty()) {
            throw refuse("verdict", "is passed, and a finding blocks");
        }
        return review;
    }

    private static Review review(JsonNode node) {
        keys(
                node,
                Set.of(
                        "form",
                        "verdict",
                        "digest",
                        "from",
                        "to",
                        "request",
                        "scope",
                        "findings",
                        "approvals",
                        "notices",
                        "places",
                        "differences"));
        if (node.path("form").asInt(0) != ReviewJson.FORM) {
            throw refuse("form", "is not " + ReviewJson.FORM + ": another version of this command wrote it");
        }
        return new Review(
                matching(node, "from", COMMIT),
                matching(node, "to", COMMIT),
                optional(node, "request").map(number -> checked("request", number, NUMBER)),
                Verdict.ofWord(required(node, "verdict")).orElseThrow(() -> refuse("verdict", "is none")),
                matching(node, "digest", DIGEST),
                scope(node.path("scope")),
                list(node, "places", ReviewReader::reviewedPlace),
                list(node, "differences", ReviewReader::difference),
                list(node, "findings", ReviewReader::finding),
                list(node, "approvals", ReviewReader::approval),
                texts(node, "notices"));
    }

    private static ReviewScope scope(JsonNode node) {
        keys(node, Set.of("applications", "environments", "clusters", "protected", "looked"));
        return new ReviewScope(
                count(node, "applications"),
                texts(node, "environments"),
                texts(node, "clusters"),
                texts(node, "protected"),
                count(node, "looked"));
    }

    private static ReviewedPlace reviewedPlace(JsonNode node) {
        keys(node, Set.of("app", "environment", "cluster", "namespace", "protected", "before", "after"));
        return new ReviewedPlace(
                new ReviewPlace(required(node, "app"), required(node, "environment")),
                optional(node, "cluster"),
                optional(node, "namespace"),
                truth(node, "protected"),
                optional(node, "before").map(digest -> checked("before", digest, DIGEST)),
                optional(node, "after").map(digest -> checked("after", digest, DIGEST)));
    }

    private static ReviewPlace place(JsonNode node) {
        keys(node, Set.of("app", "environment"));
        return new ReviewPlace(required(node, "app"), required(node, "environment"));
    }

    private static RenderedDifference difference(JsonNode node) {
        keys(node, Set.of("places", "objects"));
        return new RenderedDifference(
                list(node, "places", ReviewReader::place), list(node, "objects", ReviewReader::object));
    }

    private static ObjectChange object(JsonNode node) {
        keys(node, Set.of("change", "apiVersion", "kind", "namespace", "name", "words", "diff", "source"));
        return new ObjectChange(
                ObjectChange.Change.ofWord(required(node, "change")).orElseThrow(() -> refuse("change", "is none")),
                required(node, "apiVersion"),
                required(node, "kind"),
                optional(node, "namespace"),
                required(node, "name"),
                texts(node, "words"),
                text(node, "diff", LONGEST_DIFF),
                optional(node, "source"));
    }

    private static ReviewFinding finding(JsonNode node) {
        keys(node, Set.of("id", "severity", "blocks", "text", "wayOut", "places", "count", "object", "file", "line"));
        JsonNode line = node.path("line");
        return new ReviewFinding(
                matching(node, "id", ID),
                Severity.ofWord(required(node, "severity")).orElseThrow(() -> refuse("severity", "is none")),
                truth(node, "blocks"),
                required(node, "text"),
                required(node, "wayOut"),
                list(node, "places", ReviewReader::place),
                count(node, "count"),
                optional(node, "object"),
                optional(node, "file"),
                line.isMissingNode() ? OptionalInt.empty() : OptionalInt.of(count(node, "line")));
    }

    private static NeededApproval approval(JsonNode node) {
        keys(node, Set.of("why", "oneOf", "fourEyes"));
        return new NeededApproval(required(node, "why"), texts(node, "oneOf"), truth(node, "fourEyes"));
    }

    private static void keys(JsonNode node, Set<String> known) {
        if (!node.isObject()) {
            throw refuse("", "has something else where an object should be");
        }
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                throw refuse(key, "is no key here");
            }
        });
    }

    private static <T> List<T> list(JsonNode node, String key, Function<JsonNode, T> read) {
        JsonNode items = node.path(key);
        if (!items.isArray() || items.size() > MOST) {
            throw refuse(key, "is no list of at most " + MOST + " items");
        }
        List<T> list = new ArrayList<>(items.size());
        items.forEach(item -> list.add(read.apply(item)));
        return list;
    }

    private static List<String> texts(JsonNode node, String key) {
        return list(node, key, item -> {
            if (!item.isTextual() || item.textValue().length() > LONGEST) {
                throw refuse(key, "is no list of texts of at most " + LONGEST + " characters");
            }
            return item.textValue();
        });
    }

    private static Optional<String> optional(JsonNode node, String key) {
        return node.has(key) ? Optional.of(required(node, key)) : Optional.empty();
    }

    private static String required(JsonNode node, String key) {
        return text(node, key, LONGEST);
    }

    private static String text(JsonNode node, String key, int longest) {
        JsonNode value = node.path(key);
        if (!value.isTextual() || value.textValue().length() > longest) {
            throw refuse(key, "is no text of at most " + longest + " characters");
        }
        return value.textValue();
    }

    private static String matching(JsonNode node, String key, Pattern form) {
        return checked(key, required(node, key), form);
    }

    private static String checked(String key, String value, Pattern form) {
        if (!form.matcher(value).matches()) {
            throw refuse(key, "is not in the form " + form);
        }
        return value;
    }

    private static boolean truth(JsonNode node, String key) {
        if (!node.path(key).isBoolean()) {
            throw refuse(key, "is neither true nor false");
        }
        return node.path(key).booleanValue();
    }

    private static int count(JsonNode node, String key) {
        JsonNode value = node.path(key);
        if (!value.isInt() || value.intValue() < 0) {
            throw refuse(key, "is no number");
        }
        return value.intValue();
    }

    private static InvalidInputException refuse(String key, String why) {
        return new InvalidInputException(
                "the review",
                List.of(Problem.of(
                        key.isEmpty() ? "review" : key,
                        null,
                        why,
                        "take what gitops review -o json wrote, unchanged")));
    }
}
