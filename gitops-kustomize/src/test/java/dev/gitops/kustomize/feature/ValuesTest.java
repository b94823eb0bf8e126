package dev.gitops.kustomize.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Replacements and vars: values that are copied from object to object. */
class ValuesTest {

    private static final String OBJECTS = """
            === r.yaml
            apiVersion: v1
            kind: Service
            metadata: {name: backend, namespace: data}
            spec: {ports: [{port: 5432}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: p}
            spec:
              containers:
              - name: main
                args: [--host, $(HOST), "$$(HOST)"]
                env: [{name: URL, value: http://old:1/x}, {name: PORT, value: "0"}]
            """;

    private static String replaced(String replacements) {
        return Trees.build("=== kustomization.yaml\nresources: [r.yaml]\nnamePrefix: a-\nreplacements:\n" + replacements
                + OBJECTS);
    }

    @Test
    void aReplacementCopiesAFieldOrAPartOfIt() {
        assertThat(replaced("""
                                - source: {kind: Service, name: backend}
                                  targets:
                                  - select: {kind: Pod}
                                    fieldPaths: ["spec.containers.[name=main].env.[name=URL].value"]
                                    options: {delimiter: "/", index: 2}
                                - source: {kind: Service, fieldPath: spec.ports.0.port}
                                  targets:
                                  - select: {kind: Pod, name: p}
                                    fieldPaths: ["spec.containers.*.env.[name=PORT].value", metadata.annotations.port]
                                    options: {create: true}
                                """))
                .contains("value: http://a-backend/x\n".replace("http://a-backend/x", "http://a-backend/x"))
                .contains("value: \"5432\"\n", "    port: \"5432\"\n");
    }

    @Test
    void aSourceThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> replaced("- source: {kind: Absent}\n  targets: [{select: {kind: Pod}}]\n"))
                .hasMessageContaining("nothing selected by Absent.[noVer].[noGrp]/[noName].[noNs]");
    }

    @Test
    void aFieldThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> replaced(
                        "- source: {kind: Service}\n  targets: [{select: {kind: Pod}, fieldPaths: [spec.none.x]}]\n"))
                .hasMessageContaining("unable to find field \"spec.none.x\" in replacement target");
    }

    @Test
    void varsArePutWhereTheyAreNamed() {
        assertThat(Trees.build("""
                        === kustomization.yaml
                        resources: [r.yaml]
                        namePrefix: a-
                        vars: [{name: HOST, objref: {apiVersion: v1, kind: Service, name: backend}}]
                        """ + OBJECTS)).contains("  - args:\n    - --host\n    - a-backend\n    - $(HOST)\n");
    }
}
