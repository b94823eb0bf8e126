package dev.gitops.cluster.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.model.FieldsSetAside;
import dev.gitops.api.model.KindName;
import dev.gitops.cluster.client.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SetAsideTest {

    private static final String OWNED =
            ", 'managedFields': [{'manager': 'gitops', 'operation': 'Apply', 'apiVersion': 'apps/v1', 'fieldsV1': {'f:spec': {%s}}}]";

    private static ObjectNode object(String json) {
        return (ObjectNode) Json.read(json.replace('\'', '"'));
    }

    private static ObjectNode deployment(String more, String spec) {
        return object("{'apiVersion': 'apps/v1', 'kind': 'Deployment', 'metadata': {'name': 'shop'" + more
                + "}, 'spec': " + spec + "}");
    }

    private static JsonNode adapted(String field, ObjectNode wanted, ObjectNode live) {
        SetAside setAside =
                SetAside.of(List.of(new FieldsSetAside(KindName.of("apps/Deployment"), null, List.of(field))));
        return setAside.adapt(wanted, live, OwnedFields.applied(live, "gitops", "apps/v1"))
                .path("spec");
    }

    @Test
    void keepsTheLiveValueOfAFieldThatIsOurs() {
        ObjectNode live = deployment(OWNED.formatted("'f:replicas': {}"), "{'replicas': 5}");

        assertThat(adapted("spec.replicas", deployment("", "{'replicas': 2, 'paused': false}"), live))
                .isEqualTo(object("{'replicas': 5, 'paused': false}"));
    }

    @Test
    void leavesAFieldOutThatOthersOwn() {
        ObjectNode live = deployment(OWNED.formatted("'f:paused': {}"), "{'replicas': 5}");

        assertThat(adapted("spec.replicas", deployment("", "{'replicas': 2}"), live))
                .isEqualTo(object("{}"));
    }

    @Test
    void findsFieldsWithinLists() {
        ObjectNode live = deployment("", "{'containers': [{'name': 'b', 'cpu': 9}, {'name': 'a', 'cpu': 7}]}");
        ObjectNode wanted = deployment("", "{'containers': [{'name': 'a', 'cpu': 1}, {'name': 'b', 'cpu': 1}]}");

        assertThat(adapted("spec.containers.*.cpu", wanted, live))
                .isEqualTo(object("{'containers': [{'name': 'a', 'cpu': 7}, {'name': 'b', 'cpu': 9}]}"));
        assertThat(adapted("spec.containers[name=b].cpu", wanted, live))
                .isEqualTo(object("{'containers': [{'name': 'a', 'cpu': 1}, {'name': 'b', 'cpu': 9}]}"));
    }

    @Test
    void touchesNoOtherKindAndNoOtherName() {
        ObjectNode wanted = deployment("", "{'replicas': 2}");
        SetAside other = SetAside.of(List.of(
                new FieldsSetAside(KindName.of("apps/StatefulSet"), null, List.of("spec.replicas")),
                new FieldsSetAside(KindName.of("apps/Deployment"), "web", List.of("spec.replicas"))));

        assertThat(other.adapt(wanted, deployment("", "{'replicas': 5}"), Optional.empty()))
                .isSameAs(wanted);
    }

    @Test
    void refusesWhatIsNoPath() {
        assertThatThrownBy(() ->
                        SetAside.of(List.of(new FieldsSetAside(KindName.of("Service"), null, List.of("spec..x")))))
                .hasMessageContaining("spec..x");
    }
}
