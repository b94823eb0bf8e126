package dev.gitops.api;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the recorded past would have been under other rules.
 *
 * @param since records that ended at this time or later were judged
 * @param until records that ended before this time were judged
 * @param records how many records were judged
 * @param verdicts how many of them came to what; what came to nothing is left out
 * @param differences those whose verdict is another, in the order of the records, as many as were asked for
 * @param notReplayed what the records do not tell, and so was taken as it was
 * @param figures the delivery figures as they were and as they would have been; none where nothing on the class path computes them
 * @param notices what a person should know beside
 */
public record Simulation(
        Instant since,
        Instant until,
        long records,
        Map<Verdict, Long> verdicts,
        List<Difference> differences,
        List<NotReplayed> notReplayed,
        List<Compared> figures,
        List<String> notices) {

    /** Copies the collections. */
    public Simulation {
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(verdicts, "verdicts");
        Objects.requireNonNull(differences, "differences");
        Objects.requireNonNull(notReplayed, "notReplayed");
        Objects.requireNonNull(figures, "figures");
        Objects.requireNonNull(notices, "notices");
        verdicts = Map.copyOf(verdicts);
        differences = List.copyOf(differences);
        notReplayed = List.copyOf(notReplayed);
        figures = List.copyOf(figures);
        notices = List.copyOf(notices);
    }

    /** What a record comes to under the rules that are tried. */
    public enum Verdict {
        /** The same as was recorded. */
        AS_RECORDED("asRecorded"),
        /** It went, and would have been refused until somebody does something. */
        REFUSED("refused"),
        /** It went, and would have gone later. */
        DELAYED("delayed"),
        /** It went, and something newer would have been there before it. */
        SUPERSEDED("superseded"),
        /** It was refused, and would have gone. */
        ALLOWED("allowed"),
        /** It went after it had been refused or delayed, and would have gone at once. */
        EARLIER("earlier"),
        /** It was refused, and would have been by other rules or until another time. */
        OTHERWISE("otherwise"),
        /** It was refused, and the record does not say by which rule. */
        UNKNOWN("unknown");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        /** {@return the word used in JSON} */
        public String word() {
            return word;
        }

        /** {@return whether it is another verdict than the recorded one} */
        public boolean differs() {
            return this != AS_RECORDED && this != UNKNOWN;
        }
    }

    /**
     * A record whose verdict is another.
     *
     * @param record the record's id
     * @param app the application
     * @param environment the environment
     * @param operation what was done
     * @param at when the rules were asked
     * @param was how it ended: the record's outcome
     * @param would what it comes to
     * @param rules the rules that are in the way, and until when each is; empty where none is
     * @param until when it would have gone; null where it would not, or at its own time
     * @param why the reason in words
     */
    public record Difference(
            String record,
            String app,
            EnvironmentName environment,
            Operation operation,
            Instant at,
            String was,
            Verdict would,
            List<RecordedRefusal> rules,
            @Nullable Instant until,
            String why) {

        /** Copies the rules. */
        public Difference {
            Objects.requireNonNull(record, "record");
            Objects.requireNonNull(app, "app");
            Objects.requireNonNull(environment, "environment");
            Objects.requireNonNull(operation, "operation");
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(was, "was");
            Objects.requireNonNull(would, "would");
            Objects.requireNonNull(rules, "rules");
            Objects.requireNonNull(why, "why");
            rules = List.copyOf(rules);
        }
    }

    /** What the records do not tell. */
    public enum Unknown {
        /** Gates that would be asked and were not: outside systems do not answer for the past. */
        GATES("gates that were not asked, taken as a yes"),
        /** Approvals that would be needed and that nobody was asked for. */
        APPROVALS("approvals that nobody was asked for, taken as given"),
        /** Reviewed change requests of an environment that was not protected then. */
        PROVENANCE("reviews of change requests that were not asked for, taken as done"),
        /** How a deployment would have ended at another time, or one that never ran. */
        CLUSTER(
                "how deployments would have ended at another time, taken as they ended, or left out where they never ran"),
        /** Refusals of hosts, deliveries and of states that are not in the records: taken as recorded. */
        EVIDENCE(
                "removals, and refusals by what is not in the records (hosts, deliveries, Git's history, findings), taken as recorded"),
        /** Records of applications or environments that the inventory does not have. */
        PLACE("records of places that the inventory does not have, taken as they were"),
        /** Stops of the line and holds whose branch could not be read. */
        STOPS("config repositories whose holds and stops could not be read");

        private final String words;

        Unknown(String words) {
            this.words = words;
        }

        /** {@return the word used in JSON: lower case} */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** {@return what it is, and what was assumed} */
        public String words() {
            return words;
        }
    }

    /**
     * Something that was not replayed.
     *
     * @param what what the records do not tell
     * @param count of how many records, or places
     */
    public record NotReplayed(Unknown what, long count) {

        /** Checks that it is said what. */
        public NotReplayed {
            Objects.requireNonNull(what, "what");
        }
    }

    /**
     * Figures of the same, as they were and as they would have been.
     *
     * @param was as they were
     * @param would as they would have been
     */
    public record Compared(DeliveryFigures was, DeliveryFigures would) {

        /** Checks that both are there. */
        public Compared {
            Objects.requireNonNull(was, "was");
            Objects.requireNonNull(would, "would");
        }
    }

    /**
     * How many records came to a verdict.
     *
     * @param verdict the verdict
     * @return how many
     */
    public long count(Verdict verdict) {
        return Optional.ofNullable(verdicts.get(Objects.requireNonNull(verdict, "verdict")))
                .orElse(0L);
    }

    /** {@return how many records have another verdict, whether they are told or not} */
    public long differing() {
        return verdicts.entrySet().stream()
                .filter(entry -> entry.getKey().differs())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
