package dev.gitops.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.ImageChange;
import dev.gitops.api.ImageRef;
import dev.gitops.api.ReleasedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The few fields of a record that figures and lists over a whole trail need, read without the rest.
 *
 * @param id the record's id
 * @param app the application
 * @param environment the environment
 * @param operation the operation's word
 * @param outcome the outcome's word
 * @param release the images afterwards, one text: equal texts are equal releases; empty where it names none
 * @param sourceCommits the source commits
 * @param sourceTime when the source commit was made
 * @param commit the config commit; empty where there is none
 * @param ended when it ended
 * @param bake whether it tells the end of a deployment's bake, and not of a deployment
 * @param requestedBy who asked; empty where it does not say
 */
public record RecordGlance(
        String id,
        String app,
        String environment,
        String operation,
        String outcome,
        String release,
        List<String> sourceCommits,
        Optional<Instant> sourceTime,
        String commit,
        Instant ended,
        boolean bake,
        String requestedBy) {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** Copies the commits. */
    public RecordGlance {
        sourceCommits = List.copyOf(sourceCommits);
    }

    /**
     * Glances at a record.
     *
     * @param record the record
     * @return its fields
     */
    public static RecordGlance of(DeploymentRecord record) {
        return new RecordGlance(
                record.id(),
                record.app(),
                record.environment().value(),
                record.operation().word(),
                record.outcome(),
                record.images().stream().map(RecordGlance::release).collect(Collectors.joining()),
                record.sourceCommits(),
                record.sourceTime(),
                record.commit().orElse(""),
                record.ended(),
                record.bakeOf().isPresent(),
                record.requestedBy());
    }

    /** {@return whether it says that what was deployed is healthy} */
    public boolean verified() {
        return outcome.equals("verified") || outcome.equals("unchanged");
    }

    /** {@return the images afterwards; empty where it names none} */
    public List<ReleasedImage> images() {
        return Stream.of(release.split(" "))
                .filter(named -> named.indexOf('=') > 0)
                .map(RecordGlance::image)
                .toList();
    }

    private static ReleasedImage image(String named) {
        int equals = named.indexOf('=');
        return new ReleasedImage(named.substring(0, equals), ImageRef.parse(named.substring(equals + 1)));
    }

    private static String release(ImageChange image) {
        return image.after() == null ? "" : release(image.name(), image.after().toString());
    }

    private static String release(String name, String after) {
        return name + "=" + after + " ";
    }

    /**
     * Glances at a record's JSON.
     *
     * @param json the record
     * @return its fields
     * @throws UnreadableRecordException if it is no record
     */
    public static RecordGlance of(byte[] json) {
        Fields fields = new Fields();
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadableRecordException("it is no object", null);
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                fields.read(name, parser);
            }
        } catch (JsonProcessingException e) {
            throw new UnreadableRecordException("it is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return fields.glance();
    }

    /** The fields of a glance as they are read one after another. */
    static final class Fields {
        private String id = "";
        private String app = "";
        private String environment = "";
        private String operation = "";
        private String outcome = "";
        private String commit = "";
        private String ended = "";
        private boolean bake;
        private String requestedBy = "";
        private Optional<Instant> sourceTime = Optional.empty();
        private final List<String> sourceCommits = new ArrayList<>();
        private final StringBuilder release = new StringBuilder();

        void read(String name, JsonParser parser) throws IOException {
            switch (name) {
                case "id" -> id = text(parser);
                case "app" -> app = text(parser);
                case "environment" -> environment = text(parser);
                case "operation" -> operation = text(parser);
                case "outcome" -> outcome = text(parser);
                case "commit" -> commit = text(parser);
                case "ended" -> ended = text(parser);
                case "bakeOf" -> bake = !text(parser).isEmpty();
                case "requestedBy" -> requestedBy = text(parser);
                case "sourceTime" ->
                    sourceTime = Optional.of(text(parser))
                            .filter(time -> !time.isEmpty())
                            .map(RecordTimes::parse);
                case "sourceCommits" -> items(parser, item -> sourceCommits.add(text(item)));
                case "images" -> items(parser, this::image);
                default -> parser.skipChildren();
            }
        }

        void bakes(boolean ends) {
            bake = ends;
        }

        /** Reads one item of a list. */
        interface Item {
            void read(JsonParser parser) throws IOException;
        }

        static void items(JsonParser parser, Item item) throws IOException {
            if (parser.currentToken() == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    item.read(parser);
                }
            } else {
                parser.skipChildren();
            }
        }

        private void image(JsonParser parser) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return;
            }
            String image = "";
            String after = "";
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                if (name.equals("name")) {
                    image = text(parser);
                } else if (name.equals("after")) {
                    after = text(parser);
                } else {
                    parser.skipChildren();
                }
            }
            release.append(after.isEmpty() ? "" : release(image, after));
        }

        static String text(JsonParser parser) throws IOException {
            parser.skipChildren();
            return parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : "";
        }

        RecordGlance glance() {
            if (id.isEmpty() || app.isEmpty() || environment.isEmpty() || operation.isEmpty() || outcome.isEmpty()) {
                throw new UnreadableRecordException("it lacks id, app, environment, operation or outcome", null);
            }
            return new RecordGlance(
                    id,
                    app,
                    environment,
                    operation,
                    outcome,
                    release.toString(),
                    sourceCommits,
                    sourceTime,
                    commit,
                    RecordTimes.parse(ended),
                    bake,
                    requestedBy);
        }
    }
}
