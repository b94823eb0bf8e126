package dev.gitops.kustomize.feature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Labels and annotations. */
class LabelsTest {

    private static final String DEPLOYMENT = """
            === d.yaml
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
            """;

    @Test
    void labelsStayOutOfSelectorsAndTemplatesUnlessAskedFor() {
        String built =
                Trees.build("=== kustomization.yaml\nresources: [d.yaml]\nlabels: [{pairs: {team: a}}]\n" + DEPLOYMENT);
        assertThat(built).isEqualTo("""
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata:
                          labels:
                            team: a
                          name: web
                        spec:
                          selector:
                            matchLabels:
                              app: web
                          template:
                            metadata:
                              labels:
                                app: web
                        """);
    }

    @Test
    void includeTemplatesAddsThemToPodsOnly() {
        String built = Trees.build("=== kustomization.yaml\nresources: [d.yaml]\n"
                + "labels: [{pairs: {team: a}, includeTemplates: true}]\n" + DEPLOYMENT);
        assertThat(built).contains("        app: web\n        team: a\n").doesNotContain("      team: a\n  template");
    }

    @Test
    void commonLabelsReachSelectors() {
        String built =
                Trees.build("=== kustomization.yaml\nresources: [d.yaml]\ncommonLabels: {team: \"1\"}\n" + DEPLOYMENT);
        assertThat(built).contains("    matchLabels:\n      app: web\n      team: \"1\"\n");
    }

    @Test
    void annotationsReachPodTemplates() {
        String built =
                Trees.build("=== kustomization.yaml\nresources: [d.yaml]\ncommonAnnotations: {note: x}\n" + DEPLOYMENT);
        assertThat(built).contains("metadata:\n  annotations:\n    note: x\n", "      annotations:\n        note: x\n");
    }

    @Test
    void datesStayAsTheyAreWritten() {
        assertThat(Trees.build("""
                        === kustomization.yaml
                        resources: [d.yaml]
                        labels: [{pairs: {day: 2024-1-1, bytes: !!binary aGk=}}]
                        commonAnnotations: {at: 2001-12-14t21:59:43.10-05:00, merge: <<}
                        """ + DEPLOYMENT))
                .contains(
                        "    at: \"2001-12-14t21:59:43.10-05:00\"\n    merge: <<\n",
                        "    bytes: hi\n    day: \"2024-1-1\"\n");
    }
}
