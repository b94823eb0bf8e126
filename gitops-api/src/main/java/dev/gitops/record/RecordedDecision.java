package dev.gitops.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.gitops.api.Approval;
import dev.gitops.api.RecordedRefusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * What of a record is needed to judge it anew, read without the rest.
 *
 * @param glance what figures need of it
 * @param release the images afterwards as one text, whatever their order: equal texts are equal releases
 * @param from the environment a promotion came from
 * @param decided when the rules were asked
 * @param refusals the rules that refused it; empty also in records of versions before these were recorded
 * @param breakGlass whether rules were passed by
 * @param unverified whether the release was taken although it was not verified
 * @param approvals the approvals that counted
 * @param gates the gates that said yes
 * @param manifestsDigest the digest of the rendered manifests; empty where it has none
 * @param diffDigest the digest of the diff that was shown; empty where it has none
 * @param build the build's number
 * @param bakeOf the id of the deployment whose bake it tells the end of; empty where it tells of none
 */
public record RecordedDecision(
        RecordGlance glance,
        String release,
        Optional<String> from,
        Instant decided,
        List<RecordedRefusal> refusals,
        boolean breakGlass,
        boolean unverified,
        List<Approval> approvals,
        List<String> gates,
        String manifestsDigest,
        String diffDigest,
        OptionalLong build,
        String bakeOf) {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** Copies the lists. */
    public RecordedDecision {
        refusals = List.copyOf(refusals);
        approvals = List.copyOf(approvals);
        gates = List.copyOf(gates);
    }

    /** {@return whether it was refused} */
    public boolean refused() {
        return glance.outcome().equals("refused");
    }

    /** {@return whether it is known by which rules it was refused, or that none did} */
    public boolean saysWhy() {
        return !refused() || !refusals.isEmpty();
    }

    /**
     * The refusal of a kind, by a rule.
     *
     * @param kind the kind's word
     * @param rule how the rule begins
     * @return the first one; empty where it was not refused by such a rule
     */
    public Optional<RecordedRefusal> refusal(String kind, String rule) {
        return refusals.stream()
                .filter(refusal -> refusal.kind().equals(kind) && refusal.rule().startsWith(rule))
                .findFirst();
    }

    /**
     * Reads what is needed of a record's JSON.
     *
     * @param json the record
     * @return the decision
     * @throws UnreadableRecordException if it is no record
     */
    public static RecordedDecision of(byte[] json) {
        Reading reading = new Reading();
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadableRecordException("it is no object", null);
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                reading.read(name, parser);
            }
        } catch (JsonProcessingException e) {
            throw new UnreadableRecordException("it is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return reading.decision();
    }

    private static final class Reading {
        private static final String SAID_YES = " said yes at ";

        private final RecordGlance.Fields glance = new RecordGlance.Fields();
        private final List<RecordedRefusal> refusals = new ArrayList<>();
        private final List<Approval> approvals = new ArrayList<>();
        private final List<String> gates = new ArrayList<>();
        private Optional<String> from = Optional.empty();
        private String started = "";
        private String decided = "";
        private boolean breakGlass;
        private boolean unverified;
        private String manifestsDigest = "";
        private String diffDigest = "";
        private OptionalLong build = OptionalLong.empty();
        private String bakeOf = "";

        void read(String name, JsonParser parser) throws IOException {
            switch (name) {
                case "fromEnvironment" ->
                    from = Optional.of(RecordGlance.Fields.text(parser)).filter(text -> !text.isEmpty());
                case "started" -> started = RecordGlance.Fields.text(parser);
                case "decided" -> decided = RecordGlance.Fields.text(parser);
                case "breakGlass" ->
                    breakGlass = !RecordGlance.Fields.text(parser).isEmpty();
                case "unverified" -> unverified = parser.currentToken() == JsonToken.VALUE_TRUE;
                case "manifestsDigest" -> manifestsDigest = RecordGlance.Fields.text(parser);
                case "diffDigest" -> diffDigest = RecordGlance.Fields.text(parser);
                case "build" ->
                    build = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                            ? OptionalLong.of(parser.getLongValue())
                            : OptionalLong.empty();
                case "refusals" ->
                    RecordGlance.Fields.items(parser, item -> {
                        Map<String, String> texts = texts(item);
                        String until = texts.getOrDefault("until", "");
                        refusals.add(new RecordedRefusal(
                                texts.getOrDefault("kind", ""),
                                texts.getOrDefault("rule", ""),
                                until.isEmpty() ? null : RecordTimes.parse(until)));
                    });
                case "approvals" ->
                    RecordGlance.Fields.items(parser, item -> {
                        Map<String, String> texts = texts(item);
                        approvals.add(new Approval(
                                texts.getOrDefault("by", ""),
                                texts.get("note"),
                                texts.get("url"),
                                texts.get("diffDigest")));
                    });
                case "notices" -> RecordGlance.Fields.items(parser, item -> notice(RecordGlance.Fields.text(item)));
                case "bakeOf" -> {
                    bakeOf = RecordGlance.Fields.text(parser);
                    glance.bakes(!bakeOf.isEmpty());
                }
                default -> glance.read(name, parser);
            }
        }

        private void notice(String text) {
            int end = text.startsWith("gate ") ? text.indexOf(SAID_YES) : -1;
            if (end > 0) {
                gates.add(text.substring("gate ".length(), end));
            }
        }

        private static Map<String, String> texts(JsonParser parser) throws IOException {
            Map<String, String> texts = new LinkedHashMap<>();
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return texts;
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                String text = RecordGlance.Fields.text(parser);
                if (!text.isEmpty()) {
                    texts.put(name, text);
                }
            }
            return texts;
        }

        RecordedDecision decision() {
            RecordGlance read = glance.glance();
            return new RecordedDecision(
                    read,
                    sorted(read.release()),
                    from,
                    RecordTimes.parse(decided.isEmpty() ? started : decided),
                    refusals,
                    breakGlass,
                    unverified,
                    approvals,
                    gates,
                    manifestsDigest,
                    diffDigest,
                    build,
                    bakeOf);
        }

        private static String sorted(String release) {
            String stripped = release.strip();
            return stripped.indexOf(' ') < 0
                    ? stripped
                    : Arrays.stream(stripped.split(" ")).sorted().collect(Collectors.joining(" "));
        }
    }
}
