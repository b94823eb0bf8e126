package dev.gitops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OutcomesTest {

    private static final ChangeSummary SUMMARY =
            new ChangeSummary("shop", EnvironmentName.DEV, Operation.RELEASE, null, List.of(), "", List.of());

    @Test
    void everyOutcomeHasAWordOfItsOwnAndTheyAreThoseOfRecords() {
        Set<String> words = new TreeSet<>();
        for (Class<?> outcome : ChangeOutcome.class.getPermittedSubclasses()) {
            words.add(((ChangeOutcome) empty(outcome)).word());
        }
        for (Class<?> outcome : DeploymentOutcome.class.getPermittedSubclasses()) {
            words.add(((DeploymentOutcome) empty(outcome)).word());
        }
        words.add(new DeploymentOutcome.Failed(
                        DeploymentReport.builder()
                                .app("shop")
                                .environment(EnvironmentName.DEV)
                                .commit("")
                                .delivery("apply")
                                .build(),
                        DeploymentFailure.of(DeploymentFailure.ABORTED, "told to stop"))
                .word());
        assertThat(words).isEqualTo(new TreeSet<>(DeploymentRecord.OUTCOMES));
    }

    @Test
    void aRefusalTellsItsKindToProgramsAndItsTextToPeople() {
        ChangeOutcome refused = new ChangeOutcome.Refused(
                SUMMARY, List.of(new Refusal(Refusal.Kind.FREEZE, "production is frozen until Monday")));
        assertThat(refused.reasons()).containsExactly("production is frozen until Monday");
        assertThat(((ChangeOutcome.Refused) refused).refusals())
                .extracting(Refusal::kind)
                .containsExactly(Refusal.Kind.FREEZE);
    }

    @Test
    void foldingReachesTheCaseThatFits() {
        ChangeOutcome.Cases<String> cases = new ChangeOutcome.Cases<>() {
            @Override
            public String committed(ChangeOutcome.Committed committed) {
                return committed.commit();
            }

            @Override
            public String requested(ChangeOutcome.Requested requested) {
                return requested.branch();
            }

            @Override
            public String merged(ChangeOutcome.Merged merged) {
                return merged.commit();
            }

            @Override
            public String closed(ChangeOutcome.Closed closed) {
                return "closed";
            }

            @Override
            public String upToDate(ChangeOutcome.UpToDate upToDate) {
                return "nothing to do";
            }

            @Override
            public String superseded(ChangeOutcome.Superseded superseded) {
                return "older";
            }

            @Override
            public String conflicting(ChangeOutcome.Conflicting conflicting) {
                return "in the way";
            }

            @Override
            public String refused(ChangeOutcome.Refused refused) {
                return "no";
            }
        };
        assertThat(new ChangeOutcome.Committed(SUMMARY, "4711").fold(cases)).isEqualTo("4711");
        assertThat(new ChangeOutcome.UpToDate(SUMMARY).fold(cases)).isEqualTo("nothing to do");
        assertThat(new ChangeOutcome.Requested(SUMMARY, "4711", "b", Optional.empty(), List.of()).fold(cases))
                .isEqualTo("b");
    }

    @Test
    @SuppressWarnings("NullAway")
    void aMissingArgumentIsToldByItsName() {
        assertThatThrownBy(() -> Pipeline.forApp(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("app");
    }

    private static Object emptyPart(Class<?> type) {
        if (type == DeploymentFailure.class) {
            return DeploymentFailure.of("Timeout", "late");
        }
        if (type.isRecord()) {
            return empty(type);
        }
        if (type.isInterface() && type != List.class) {
            return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> null);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type == EnvironmentName.class) {
            return EnvironmentName.DEV;
        }
        return type == List.class
                ? List.of()
                : type == Optional.class
                        ? Optional.empty()
                        : type == String.class ? "some" : type == long.class ? 1L : null;
    }

    /** A record with as little as may be; only its word is asked. */
    private static Object empty(Class<?> record) {
        try {
            RecordComponent[] parts = record.getRecordComponents();
            Class<?>[] types =
                    Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Object[] values = Arrays.stream(types).map(OutcomesTest::emptyPart).toArray();
            var constructor = record.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
