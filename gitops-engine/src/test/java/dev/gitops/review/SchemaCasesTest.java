package dev.gitops.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.InvalidInputException;
import dev.gitops.manifests.ManifestReader;
import dev.gitops.review.schema.Fault;
import dev.gitops.review.schema.Schemas;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaCasesTest {

    private static final String WELL = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: a, labels: { a: b }, annotations: { any/thing: here } }
            spec:
              replicas: 2
              selector: { matchLabels: { app: a } }
              strategy: { rollingUpdate: { maxSurge: 25%, maxUnavailable: 1 } }
              template:
                metadata: { labels: { app: a } }
                spec:
                  containers:
                    - name: a
                      image: r/a:1
                      resources: { limits: { cpu: 2, memory: 1Gi } }
                      ports: [{ containerPort: 80, name: http }]
                      livenessProbe: { httpGet: { path: /, port: http } }
                      env: [{ name: A, value: "1" }, { name: B, valueFrom: null }]
                  volumes: [{ name: v, emptyDir: {} }]
            """;

    private final Schemas schemas = Schemas.builtIn(Optional.empty());

    private List<Fault> faults(String yaml) {
        return schemas.check(ManifestReader.read(yaml).get(0), null);
    }

    @Test
    void letsAWellFormedObjectPass() {
        assertThat(faults(WELL)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    replicas: 2          | replica: 2           | UNKNOWN_FIELD | spec.replica         | did you mean replicas
                    replicas: 2          | replicas: "2"        | WRONG_TYPE    | spec.replicas        | a whole number is wanted
                    replicas: 2          | replicas: 2.5        | WRONG_TYPE    | spec.replicas        | a whole number
                    value: "1"           | value: 1             | WRONG_TYPE    | spec.template.spec.containers[0].env[0].value | a text, in quotes
                    value: "1"           | value: yes           | WRONG_TYPE    | spec.template.spec.containers[0].env[0].value | a text
                    image: r/a:1         | imagee: r/a:1        | UNKNOWN_FIELD | spec.template.spec.containers[0].imagee | did you mean image
                    - name: a            | - image: b           | MISSING_FIELD | spec.template.spec.containers[0] | has no name
                    containerPort: 80    | containerPort: "80"  | WRONG_TYPE    | spec.template.spec.containers[0].ports[0].containerPort | a whole number
                    emptyDir: {}         | emptyDir: []         | WRONG_TYPE    | spec.template.spec.volumes[0].emptyDir | an object
                    labels: { a: b }     | labels: { a: 1 }     | WRONG_TYPE    | metadata.labels.a    | a text
                    labels: { a: b }     | lables: { a: b }     | UNKNOWN_FIELD | metadata.lables      | did you mean labels
                    """)
    void tellsWhatIsWrong(String was, String is, Fault.Kind kind, String path, String words) {
        String broken = WELL.replaceFirst(Pattern.quote(was), is);
        assertThat(broken).isNotEqualTo(WELL);
        assertThat(faults(broken)).anySatisfy(fault -> {
            assertThat(fault.kind()).isEqualTo(kind);
            assertThat(fault.path()).isEqualTo(path);
            assertThat(fault.text()).contains(words);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "extensions/v1beta1, Ingress, networking.k8s.io/v1",
        "policy/v1beta1, PodDisruptionBudget, policy/v1",
        "batch/v1beta1, CronJob, batch/v1",
        "autoscaling/v2beta2, HorizontalPodAutoscaler, autoscaling/v2"
    })
    void tellsOfVersionsThatAreGone(String version, String kind, String now) {
        assertThat(faults("{apiVersion: " + version + ", kind: " + kind + ", metadata: {name: a}}"))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.kind()).isEqualTo(Fault.Kind.UNKNOWN_VERSION);
                    assertThat(fault.text()).contains(now);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{apiVersion: example.com/v1, kind: Anything, metadata: {name: a}, what: ever}",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {a: b}, immutable: true}",
                "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 80, targetPort: http}]}, status: {loadBalancer: {}}}",
                "{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: a}}",
                "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a}, spec: {policyTypes: [Ingress]}}",
                "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: as.example.com}, spec: {group: example.com, scope: Namespaced, names: {plural: as, kind: A}, versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, default: {}, x-kubernetes-preserve-unknown-fields: true}}}}}]}}"
            })
    void saysNothingOfWhatIsWellOrUnknown(String yaml) {
        assertThat(faults(yaml)).isEmpty();
    }

    @Nested
    class WithADefinition {

        private static final String DEFINITION = """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: { name: shelves.example.com }
                spec:
                  group: example.com
                  scope: Namespaced
                  names: { plural: shelves, kind: Shelf }
                  versions:
                    - name: v1
                      served: true
                      storage: true
                      schema:
                        openAPIV3Schema:
                          type: object
                          required: [spec]
                          properties:
                            spec:
                              type: object
                              required: [boards]
                              properties:
                                boards: { type: integer, minimum: 1, maximum: 9 }
                                wood: { type: string, enum: [oak, pine] }
                                code: { type: string, pattern: "^[a-z]+$", maxLength: 3 }
                                label: { type: string, pattern: "^[[:alpha:]]+$" }
                                width: { x-kubernetes-int-or-string: true }
                                rest: { type: object, x-kubernetes-preserve-unknown-fields: true }
                """;

        private List<Fault> of(String spec) {
            schemas.add(ManifestReader.read(DEFINITION).get(0));
            return faults("{apiVersion: example.com/v1, kind: Shelf, metadata: {name: a}, spec: " + spec + "}");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{boards: 3, wood: oak, code: abc, width: 30cm, rest: {any: [1]}}",
                    "{boards: 9, width: 30}",
                    "{boards: 1, wood: null}",
                    "{boards: 1, label: xyz}"
                })
        void letsWhatItAllowsPass(String spec) {
            assertThat(of(spec)).isEmpty();
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        {boards: 10}            | WRONG_VALUE   | too large
                        {boards: 3, wood: elm}  | WRONG_VALUE   | one of oak, pine
                        {boards: 3, code: A1}   | WRONG_VALUE   | does not match
                        {boards: 3, code: "a\\n"} | WRONG_VALUE  | does not match
                        {boards: 3, label: "al:"} | WRONG_VALUE | does not match
                        {boards: 3, code: abcd} | WRONG_VALUE   | too many
                        {wood: oak}             | MISSING_FIELD | has no boards
                        {boards: 3, board: 2}   | UNKNOWN_FIELD | did you mean boards
                        {boards: 3, width: []}  | WRONG_TYPE    | a number or a text
                        """)
        void tellsWhatItDoesNot(String spec, Fault.Kind kind, String words) {
            assertThat(of(spec)).singleElement().satisfies(fault -> {
                assertThat(fault.kind()).isEqualTo(kind);
                assertThat(fault.text()).contains(words);
            });
        }
    }

    @Test
    void aDocumentOfTheClusterWins() {
        schemas.add("cluster.json", """
                {"openapi": "3.0.0", "components": {"schemas": {"own": {"type": "object", "properties": {"spec": {"type": "object",
                  "properties": {"replica": {"type": "integer"}}}},
                  "x-kubernetes-group-version-kind": [{"group": "apps", "version": "v1", "kind": "Deployment"}]}}}}
                """);
        assertThat(faults("{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {replica: 1}}"))
                .isEmpty();
    }

    @Test
    void refusesADocumentThatIsNone() {
        assertThatThrownBy(() -> schemas.add("cluster.json", "{}"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("components.schemas");
    }
}
