package dev.gitops.policy;

import dev.gitops.api.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Something that may not be done now: why, and when or by what that ends. Plans, refusals, {@code status} and the report say it in these words.
 *
 * @param kind which rule it is
 * @param why what is in the way, with when it ends, as in {@code production is frozen until 2026-11-23T06:00+01:00 (weekend)}
 * @param until when it ends by itself; empty where something has to be done
 * @param by what ends it, as in {@code get it deployed again}; where it ends by itself, what can be done before
 * @param rule which rule of the kind, as {@link Refusal#rule()} says it; empty for the one of the kind
 */
public record Obstacle(Refusal.Kind kind, String why, Optional<Instant> until, String by, String rule) {

    /**
     * What ends by itself.
     *
     * @param kind which rule it is
     * @param why what is in the way
     * @param until when it ends
     * @param by what can be done before; empty for nothing
     * @return the obstacle
     */
    public static Obstacle until(Refusal.Kind kind, String why, Instant until, String by) {
        return new Obstacle(kind, why + "; it ends at " + seconds(until), Optional.of(until), by, "");
    }

    /**
     * What somebody has to end.
     *
     * @param kind which rule it is
     * @param why what is in the way
     * @param by what ends it
     * @return the obstacle
     */
    public static Obstacle untilDone(Refusal.Kind kind, String why, String by) {
        return new Obstacle(kind, why, Optional.empty(), by, "");
    }

    /**
     * The same obstacle by one rule of several.
     *
     * @param name the rule, in words that stay
     * @return the obstacle
     */
    public Obstacle ofRule(String name) {
        return new Obstacle(kind, why, until, by, name);
    }

    /** {@return the one sentence that says all of it} */
    public String text() {
        return by.isEmpty() ? why : why + "; " + by;
    }

    /** {@return the refusal that says it} */
    public Refusal refusal() {
        Refusal said = new Refusal(kind, text());
        return new Refusal(kind, text(), rule.isEmpty() ? said.rule() : rule, until.orElse(null));
    }

    /** A time that is shown must not be before the one that is meant. */
    static Instant seconds(Instant time) {
        Instant cut = time.truncatedTo(ChronoUnit.SECONDS);
        return cut.equals(time) ? cut : cut.plusSeconds(1);
    }

    /**
     * A duration as inventories write it.
     *
     * @param duration as in two hours
     * @return as in {@code 2h}
     */
    static String inWords(Duration duration) {
        if (duration.toDays() > 0 && duration.equals(Duration.ofDays(duration.toDays()))) {
            return duration.toDays() + "d";
        }
        String hours = duration.toHours() > 0 ? duration.toHours() + "h" : "";
        String minutes = duration.toMinutesPart() > 0 ? duration.toMinutesPart() + "m" : "";
        String seconds = duration.toSecondsPart() > 0 ? duration.toSecondsPart() + "s" : "";
        String text = hours + minutes + seconds;
        return text.isEmpty() ? "0s" : text;
    }
}
