package dev.gitops.forge.mutilated;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.GitOpsException;
import dev.gitops.forge.TestSettings;
import dev.gitops.spi.Forge;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a host's answers lack, nothing becomes reviewed by it, and what cannot be read is told with what was tried. */
class MutilatedAnswersTest {

    private static final int ROUNDS = 150;

    private static FakeHost host;

    @BeforeAll
    static void start() throws IOException {
        host = new FakeHost();
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    static List<Scenario> scenarios() {
        return Scenarios.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void whatIsWholeIsReadRightly(Scenario scenario) {
        assertThat(ask(scenario, scenario.answers())).isEqualTo(Optional.of(scenario.right()));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void oneKeyTakenAwayNulledOrOfAnotherTypeMakesNothingReviewed(Scenario scenario) {
        List<String> wrong = new ArrayList<>();
        for (Mutilation mutilation : Mutilation.of(scenario.answers())) {
            Optional<Set<String>> evidence = ask(scenario, mutilation.in(scenario.answers()));
            boolean decisive = (mutilation.path() + "#" + mutilation.pointer()).matches(scenario.decisive());
            Set<String> allowed = decisive ? Set.of() : scenario.right();
            if (evidence.isPresent() && !allowed.containsAll(evidence.get())) {
                wrong.add(mutilation + " gives " + evidence.get());
            }
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void severalAtOnceMakeNothingReviewed(Scenario scenario) {
        Random random = new Random(20_261_128);
        List<Mutilation> all = Mutilation.of(scenario.answers());
        List<String> wrong = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, JsonNode> answers = scenario.answers();
            List<Mutilation> some = new ArrayList<>();
            for (int i = 0; i < 2 + random.nextInt(3); i++) {
                Mutilation one = all.get(random.nextInt(all.size()));
                some.add(one);
                answers = one.in(answers);
            }
            Optional<Set<String>> evidence = ask(scenario, answers);
            if (evidence.isPresent() && !scenario.right().containsAll(evidence.get())) {
                wrong.add(some + " give " + evidence.get());
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Empty where the client tells that it cannot read an answer. Any other exception ends the test. */
    private static Optional<Set<String>> ask(Scenario scenario, Map<String, JsonNode> answers) {
        host.answer(answers);
        Forge forge = scenario.provider()
                .open(Optional.of(host.url()), "https://x/platform/infra.git", TestSettings.withToken("token"));
        try {
            return Optional.of(scenario.evidence().apply(forge));
        } catch (GitOpsException told) {
            assertThat(told).hasMessageContaining("cannot ").hasMessageContaining("platform/infra");
            return Optional.empty();
        }
    }
}
