package dev.gitops.review.told;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.gitops.api.review.NeededApproval;
import dev.gitops.api.review.ObjectChange;
import dev.gitops.api.review.RenderedDifference;
import dev.gitops.api.review.Review;
import dev.gitops.api.review.ReviewFinding;
import dev.gitops.api.review.ReviewPlace;
import dev.gitops.api.review.ReviewScope;
import dev.gitops.api.review.ReviewedPlace;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A review as one JSON document, which {@code review.schema.json} describes. */
public final class ReviewJson {

    /** The form of the document. */
    static final int FORM = 1;

    /** What a document has room for, in characters. Diffs are left out where it would be larger, then what changes. */
    public static final int LARGEST = 16 << 20;

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;
    private final boolean diffs;

    private ReviewJson(JsonGenerator json, boolean diffs) {
        this.json = json;
        this.diffs = diffs;
    }

    /**
     * Writes a review.
     *
     * @param review the review
     * @return the document on one line, without a line end
     */
    public static String text(Review review) {
        String whole = text(review, true);
        if (whole.length() <= LARGEST) {
            return whole;
        }
        String shorter = text(with(review, review.differences(), "diffs are left out: there are too many"), false);
        return shorter.length() <= LARGEST
                ? shorter
                : text(with(review, List.of(), "what changes is left out: it is too much"), false);
    }

    private static Review with(Review review, List<RenderedDifference> differences, String notice) {
        List<String> notices = new ArrayList<>(review.notices());
        notices.add(notice);
        return new Review(
                review.from(),
                review.to(),
                review.request(),
                review.verdict(),
                review.digest(),
                review.scope(),
                review.places(),
                differences,
                review.findings(),
                review.approvals(),
                notices);
    }

    private static String text(Review review, boolean diffs) {
        StringWriter out = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(out)) {
            new ReviewJson(generator, diffs).write(review);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString();
    }

    /** The JSON Schema of the document. */
    public static String schema() {
        try (var in = ReviewJson.class.getResourceAsStream("review.schema.json")) {
            if (in == null) {
                throw new IllegalStateException("gitops-engine is incomplete: it has no review.schema.json");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Review review) throws IOException {
        json.writeStartObject();
        json.writeNumberField("form", FORM);
        json.writeStringField("verdict", review.verdict().word());
        json.writeStringField("digest", review.digest());
        json.writeStringField("from", review.from());
        json.writeStringField("to", review.to());
        text("request", review.request());
        scope(review.scope());
        json.writeArrayFieldStart("findings");
        for (ReviewFinding finding : review.findings()) {
            finding(finding);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("approvals");
        for (NeededApproval approval : review.approvals()) {
            json.writeStartObject();
            json.writeStringField("why", approval.why());
            texts("oneOf", approval.oneOf());
            json.writeBooleanField("fourEyes", approval.fourEyes());
            json.writeEndObject();
        }
        json.writeEndArray();
        texts("notices", review.notices());
        json.writeArrayFieldStart("places");
        for (ReviewedPlace place : review.places()) {
            place(place);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("differences");
        for (RenderedDifference difference : review.differences()) {
            json.writeStartObject();
            places(difference.places());
            json.writeArrayFieldStart("objects");
            for (ObjectChange change : difference.objects()) {
                change(change);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void scope(ReviewScope scope) throws IOException {
        json.writeObjectFieldStart("scope");
        json.writeNumberField("applications", scope.applications());
        texts("environments", scope.environments());
        texts("clusters", scope.clusters());
        texts("protected", scope.isProtected());
        json.writeNumberField("looked", scope.looked());
        json.writeEndObject();
    }

    private void finding(ReviewFinding finding) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", finding.id());
        json.writeStringField("severity", finding.severity().word());
        json.writeBooleanField("blocks", finding.blocks());
        json.writeStringField("text", finding.text());
        json.writeStringField("wayOut", finding.wayOut());
        places(finding.places());
        json.writeNumberField("count", finding.count());
        text("object", finding.object());
        text("file", finding.file());
        if (finding.line().isPresent()) {
            json.writeNumberField("line", finding.line().getAsInt());
        }
        json.writeEndObject();
    }

    private void place(ReviewedPlace place) throws IOException {
        json.writeStartObject();
        json.writeStringField("app", place.place().app());
        json.writeStringField("environment", place.place().environment());
        text("cluster", place.cluster());
        text("namespace", place.namespace());
        json.writeBooleanField("protected", place.isProtected());
        text("before", place.before());
        text("after", place.after());
        json.writeEndObject();
    }

    private void places(List<ReviewPlace> places) throws IOException {
        json.writeArrayFieldStart("places");
        for (ReviewPlace place : places) {
            json.writeStartObject();
            json.writeStringField("app", place.app());
            json.writeStringField("environment", place.environment());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void change(ObjectChange change) throws IOException {
        json.writeStartObject();
        json.writeStringField("change", change.change().word());
        json.writeStringField("apiVersion", change.apiVersion());
        json.writeStringField("kind", change.kind());
        text("namespace", change.namespace());
        json.writeStringField("name", change.name());
        texts("words", change.words());
        json.writeStringField("diff", diffs ? change.diff() : "");
        text("source", change.source());
        json.writeEndObject();
    }

    private void text(String key, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(key, value.get());
        }
    }

    private void texts(String key, List<String> values) throws IOException {
        json.writeArrayFieldStart(key);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
