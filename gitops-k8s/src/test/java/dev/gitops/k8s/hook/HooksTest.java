package dev.gitops.k8s.hook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.KnownKinds;
import dev.gitops.cluster.object.ObjectKey;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HooksTest {

    /** A hook as {@code Kind name} with annotations as {@code key=value}, their prefix left out. */
    private static Hook hook(String object, String... annotations) {
        String[] words = object.split(" ");
        String version = words[0].equals("Job") ? "batch/v1" : "v1";
        ObjectNode json = Json.object();
        ObjectNode values = json.put("kind", words[0]).putObject("metadata").putObject("annotations");
        for (String annotation : annotations) {
            String[] parts = annotation.split("=");
            values.put("helm.sh/" + parts[0], parts[1]);
        }
        var kind = KnownKinds.get(version, words[0]);
        return Hook.of(new ObjectKey(kind.group(), words[0], "shop", words[1]), kind, json);
    }

    private static List<String> order(Event event, Hook... hooks) {
        return new Hooks(Arrays.asList(hooks))
                .at(event).stream().map(hook -> hook.key().word()).toList();
    }

    @Nested
    class TheOrder {

        @Test
        void isByWeightAndThenByKindAndThenByName() {
            assertThat(order(
                            Event.PRE_UPGRADE,
                            hook("Job b", "hook=pre-upgrade"),
                            hook("Job a", "hook=pre-upgrade"),
                            hook("ConfigMap z", "hook=pre-upgrade"),
                            hook("Job late", "hook=pre-upgrade", "hook-weight=5"),
                            hook("Job early", "hook=pre-upgrade", "hook-weight=-5"),
                            hook("ServiceAccount z", "hook=pre-upgrade")))
                    .containsExactly("Job/early", "ServiceAccount/z", "ConfigMap/z", "Job/a", "Job/b", "Job/late");
        }

        @Test
        void takesAWeightThatIsNoNumberForNone() {
            assertThat(order(
                            Event.TEST,
                            hook("Job a", "hook=test", "hook-weight=heavy"),
                            hook("Job b", "hook=test", "hook-weight=-1")))
                    .containsExactly("Job/b", "Job/a");
        }
    }

    @Nested
    class AnEvent {

        @Test
        void isOneOfSeveralInOneAnnotation() {
            Hook hook = hook("Job a", "hook= pre-install , POST-UPGRADE");

            assertThat(order(Event.PRE_INSTALL, hook)).containsExactly("Job/a");
            assertThat(order(Event.POST_UPGRADE, hook)).containsExactly("Job/a");
            assertThat(order(Event.PRE_UPGRADE, hook)).isEmpty();
        }

        @Test
        void ofOlderChartsIsStillATest() {
            assertThat(order(Event.TEST, hook("Pod a", "hook=test-success"))).containsExactly("Pod/a");
        }

        @Test
        void thatHelmDoesNotKnowTakesTheHookOutWithANotice() {
            Hook hook = hook("Job a", "hook=pre-install,crd-install");

            assertThat(order(Event.PRE_INSTALL, hook)).isEmpty();
            assertThat(new Hooks(List.of(hook)).notices())
                    .singleElement()
                    .asString()
                    .contains("Job shop/a", "unknown event");
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none,                                   true,  false, false",
                "before-hook-creation,                   true,  false, false",
                "hook-succeeded,                         false, true,  false",
                "'before-hook-creation, hook-failed',    true,  false, true",
                "'hook-succeeded,hook-failed',           false, true,  true",
                "something-else,                         false, false, false",
            })
    void aPolicyTellsWhenTheObjectIsDeleted(String policy, boolean before, boolean succeeded, boolean failed) {
        Hook hook = policy == null
                ? hook("Job a", "hook=pre-install")
                : hook("Job a", "hook=pre-install", "hook-delete-policy=" + policy);

        assertThat(hook.deletedBefore()).isEqualTo(before);
        assertThat(hook.deletedAfter(true)).isEqualTo(succeeded);
        assertThat(hook.deletedAfter(false)).isEqualTo(failed);
    }

    @Test
    void whatHoldsDataIsNeverDeleted() {
        Hook hook = hook("PersistentVolumeClaim data", "hook=pre-install", "hook-delete-policy=hook-succeeded");

        assertThat(hook.deletedBefore()).isFalse();
        assertThat(hook.deletedAfter(true)).isFalse();
    }
}
