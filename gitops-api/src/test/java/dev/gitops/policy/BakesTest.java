package dev.gitops.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.testing.SampleRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BakesTest {

    private static final Instant NOON = SampleRecords.NOON;

    /**
     * The records of a story, one a minute from noon on: {@code A} a verified deployment of state A, {@code a} one that found it unchanged, {@code !} a failed deployment, {@code x} a bake that failed,
     * {@code =} one that passed; the last two are of the first deployment of the state before them.
     */
    private static List<DeploymentRecord> story(String steps) {
        List<DeploymentRecord> newestFirst = new ArrayList<>();
        String state = "";
        String first = "";
        for (int i = 0; i < steps.length(); i++) {
            char step = steps.charAt(i);
            boolean bake = step == 'x' || step == '=';
            boolean deployed = Character.isLetter(step) && !bake;
            if (deployed && !String.valueOf(Character.toUpperCase(step)).equals(state)) {
                first = "";
            }
            if (deployed) {
                state = String.valueOf(Character.toUpperCase(step));
            }
            DeploymentRecord record = SampleRecords.small()
                    .outcome(
                            step == '!' || step == 'x'
                                    ? "failed"
                                    : step == '=' || Character.isLowerCase(step) ? "unchanged" : "verified")
                    .manifestsDigest("sha256:" + (step == '!' ? "f" : Integer.toHexString(state.charAt(0))))
                    .bakeOf(bake ? Optional.of(first) : Optional.empty())
                    .ended(NOON.plusSeconds(60L * i))
                    .build();
            if (deployed && first.isEmpty()) {
                first = record.id();
            }
            if (bake || step == '!') {
                first = "";
            }
            newestFirst.add(0, record);
        }
        return newestFirst;
    }

    private static String state(String steps, int minutes, int now) {
        Bakes.State state =
                Bakes.of(story(steps), Optional.of(Duration.ofMinutes(minutes)), NOON.plus(Duration.ofMinutes(now)));
        if (state instanceof Bakes.Running running) {
            return (running.over() ? "over " : "until ")
                    + Duration.between(NOON, running.until()).toMinutes();
        }
        return state instanceof Bakes.Ended ended ? ended.passed() ? "passed" : "failed" : "none";
    }

    @ParameterizedTest(name = "{0} baking {1} min at {2}: {3}")
    @CsvSource({
        "A,     10, 1,  until 10",
        "A,     10, 10, over 10",
        "A,     10, 99, over 10",
        // verified again it goes on from its first
        "Aaa,   10, 5,  until 10",
        // another state begins anew
        "AB,    10, 5,  until 11",
        "ABA,   10, 5,  until 12",
        "!,     10, 5,  none",
        "A!,    10, 5,  none",
        "Ax,    10, 5,  failed",
        "A=,    10, 5,  passed",
        "A=a,   10, 5,  passed",
        // deployed again after it failed, it bakes anew
        "Axa,   10, 5,  until 12",
        "AxaA,  10, 5,  until 12",
        "A=B,   10, 5,  until 12",
        "A=Bx,  10, 5,  failed"
    })
    void aBakeIsToldByTheRecords(String steps, int minutes, int now, String expected) {
        assertThat(state(steps, minutes, now)).isEqualTo(expected);
    }

    @Test
    void whereNobodyAsksForOneOrNothingWasDeployedThereIsNone() {
        assertThat(Bakes.of(story("A"), Optional.empty(), NOON)).isInstanceOf(Bakes.None.class);
        assertThat(Bakes.of(List.of(), Optional.of(Duration.ofHours(1)), NOON)).isInstanceOf(Bakes.None.class);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"A, 1", "Ax, 0", "Aax, 0", "ABx, 1", "ABbx, 1", "A=Bx, 2", "Axa, 1", "ABxA, 2", "A!, 1", "AxBx, 0"})
    void whatFailedInItsBakeIsNoLongerVerified(String steps, int standing) {
        assertThat(Bakes.standing(story(steps))).hasSize(standing).allMatch(DeploymentRecord::verified);
    }

    @Test
    void whateverHappensNothingFromTheBeginningOfAFailedBakeToItsEndStands() {
        Random random = new Random(22);
        for (int round = 0; round < 5_000; round++) {
            StringBuilder steps = new StringBuilder("A");
            while (steps.length() < 14) {
                boolean deployed = Character.isLetter(steps.charAt(steps.length() - 1))
                        && !steps.toString().endsWith("x");
                String next = deployed ? "ABab!xx=" : "ABab!";
                steps.append(next.charAt(random.nextInt(next.length())));
            }
            List<DeploymentRecord> story = story(steps.toString());
            List<DeploymentRecord> standing = Bakes.standing(story);
            for (int end = 0; end < story.size(); end++) {
                DeploymentRecord verdict = story.get(end);
                if (verdict.bakeOf().isEmpty() || verdict.verified()) {
                    continue;
                }
                for (int i = end; i < story.size(); i++) {
                    assertThat(standing).as(steps.toString()).doesNotContain(story.get(i));
                    if (story.get(i).id().equals(verdict.bakeOf().get())) {
                        break;
                    }
                }
            }
        }
    }
}
