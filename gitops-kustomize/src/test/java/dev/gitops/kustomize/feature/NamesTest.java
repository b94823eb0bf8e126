package dev.gitops.kustomize.feature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Prefixes, suffixes, namespaces, and the references that follow them. */
class NamesTest {

    @Test
    void prefixAndSuffixAreFollowedByReferences() {
        assertThat(Trees.build("""
                        === kustomization.yaml
                        namePrefix: a-
                        nameSuffix: -z
                        resources: [r.yaml]
                        === r.yaml
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: web}
                        spec:
                          serviceAccountName: runner
                          volumes:
                          - configMap: {name: settings}
                            name: v
                        ---
                        apiVersion: v1
                        kind: ConfigMap
                        metadata: {name: settings}
                        ---
                        apiVersion: v1
                        kind: ServiceAccount
                        metadata: {name: runner}
                        """)).isEqualTo("""
                        apiVersion: v1
                        kind: ServiceAccount
                        metadata:
                          name: a-runner-z
                        ---
                        apiVersion: v1
                        kind: ConfigMap
                        metadata:
                          name: a-settings-z
                        ---
                        apiVersion: v1
                        kind: Pod
                        metadata:
                          name: a-web-z
                        spec:
                          serviceAccountName: a-runner-z
                          volumes:
                          - configMap:
                              name: a-settings-z
                            name: v
                        """);
    }

    @Test
    void namespacesDefinitionsAndApiServicesKeepTheirNames() {
        assertThat(Trees.build("""
                        === kustomization.yaml
                        namePrefix: a-
                        resources: [r.yaml]
                        === r.yaml
                        apiVersion: v1
                        kind: Namespace
                        metadata: {name: ns}
                        ---
                        apiVersion: apiregistration.k8s.io/v1
                        kind: APIService
                        metadata: {name: v1.example.com}
                        """)).contains("name: ns\n", "name: v1.example.com\n");
    }

    @Test
    void namespaceReachesSubjectsNamedDefaultAndServiceAccountsThatMove() {
        assertThat(Trees.build("""
                        === kustomization.yaml
                        namespace: prod
                        resources: [r.yaml]
                        === r.yaml
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: ClusterRoleBinding
                        metadata: {name: b}
                        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: r}
                        subjects:
                        - {kind: ServiceAccount, name: default}
                        - {kind: ServiceAccount, name: runner}
                        - {kind: ServiceAccount, name: other, namespace: elsewhere}
                        ---
                        apiVersion: v1
                        kind: ServiceAccount
                        metadata: {name: runner}
                        """)).isEqualTo("""
                        apiVersion: v1
                        kind: ServiceAccount
                        metadata:
                          name: runner
                          namespace: prod
                        ---
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: ClusterRoleBinding
                        metadata:
                          name: b
                        roleRef:
                          apiGroup: rbac.authorization.k8s.io
                          kind: ClusterRole
                          name: r
                        subjects:
                        - kind: ServiceAccount
                          name: default
                          namespace: prod
                        - kind: ServiceAccount
                          name: runner
                          namespace: prod
                        - kind: ServiceAccount
                          name: other
                          namespace: elsewhere
                        """);
    }

    @Test
    void namespaceReachesWebhooksThroughTheServicesTheyCall() {
        assertThat(Trees.build("""
                        === kustomization.yaml
                        namespace: prod
                        resources: [r.yaml]
                        === r.yaml
                        apiVersion: v1
                        kind: Service
                        metadata: {name: hook, namespace: system}
                        ---
                        apiVersion: admissionregistration.k8s.io/v1
                        kind: ValidatingWebhookConfiguration
                        metadata: {name: w}
                        webhooks:
                        - clientConfig: {service: {name: hook, namespace: system}}
                        """)).contains("      name: hook\n      namespace: prod\n");
    }
}
