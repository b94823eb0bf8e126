package dev.gitops.cluster.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.cluster.client.Json;
import dev.gitops.manifests.ManifestReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthRulesTest {

    @ParameterizedTest(name = "{0} {1} {2} is {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            apps/v1 Deployment | replicas: 2 | | progressing NotObserved
            apps/v1 Deployment | replicas: 2 | observedGeneration: 2, updatedReplicas: 1, replicas: 2, availableReplicas: 2 | progressing Progressing
            apps/v1 Deployment | replicas: 2 | observedGeneration: 2, updatedReplicas: 2, replicas: 3, availableReplicas: 3 | progressing Progressing
            apps/v1 Deployment | replicas: 2 | observedGeneration: 2, updatedReplicas: 2, replicas: 2, availableReplicas: 1 | progressing Progressing
            apps/v1 Deployment | replicas: 2 | observedGeneration: 2, updatedReplicas: 2, replicas: 2, availableReplicas: 2 | healthy
            apps/v1 Deployment | replicas: 0 | observedGeneration: 2 | healthy
            apps/v1 Deployment | paused: true | observedGeneration: 2 | suspended Paused
            apps/v1 Deployment | replicas: 2 | observedGeneration: 2, conditions: [{type: Progressing, status: "False", reason: ProgressDeadlineExceeded}] | degraded ProgressDeadlineExceeded HOPELESS
            apps/v1 Deployment | replicas: 2 | observedGeneration: 2, conditions: [{type: ReplicaFailure, status: "True", reason: FailedCreate}] | degraded FailedCreate BLEAK
            apps/v1 StatefulSet | replicas: 2 | observedGeneration: 2, readyReplicas: 1, updatedReplicas: 2 | progressing Progressing
            apps/v1 StatefulSet | replicas: 2 | observedGeneration: 2, readyReplicas: 2, updatedReplicas: 1 | progressing Progressing
            apps/v1 StatefulSet | replicas: 2, updateStrategy: {rollingUpdate: {partition: 1}} | observedGeneration: 2, readyReplicas: 2, updatedReplicas: 1, updateRevision: b, currentRevision: a | healthy
            apps/v1 StatefulSet | replicas: 2 | observedGeneration: 2, readyReplicas: 2, updatedReplicas: 2, updateRevision: b, currentRevision: a | progressing Progressing
            apps/v1 StatefulSet | replicas: 2 | observedGeneration: 2, readyReplicas: 2, updatedReplicas: 2, updateRevision: b, currentRevision: b | healthy
            apps/v1 StatefulSet | replicas: 2, updateStrategy: {type: OnDelete} | observedGeneration: 2, readyReplicas: 2 | healthy
            apps/v1 DaemonSet | | observedGeneration: 2, desiredNumberScheduled: 2, updatedNumberScheduled: 1, numberAvailable: 2 | progressing Progressing
            apps/v1 DaemonSet | | observedGeneration: 2, desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 2 | healthy
            apps/v1 DaemonSet | updateStrategy: {type: OnDelete} | observedGeneration: 2, desiredNumberScheduled: 2, numberAvailable: 2 | healthy
            apps/v1 ReplicaSet | replicas: 1 | observedGeneration: 2 | progressing Progressing
            apps/v1 ReplicaSet | replicas: 1 | observedGeneration: 2, availableReplicas: 1 | healthy
            batch/v1 Job | | active: 1 | progressing Progressing
            batch/v1 Job | suspend: true | | suspended Paused
            batch/v1 Job | | conditions: [{type: Complete, status: "True"}] | healthy
            batch/v1 Job | | conditions: [{type: Failed, status: "True", reason: BackoffLimitExceeded}] | degraded BackoffLimitExceeded HOPELESS
            batch/v1 CronJob | schedule: x | | healthy
            batch/v1 CronJob | suspend: true | | suspended Paused
            v1 Pod | | phase: Succeeded | healthy
            v1 Pod | | phase: Running, conditions: [{type: Ready, status: "True"}] | healthy
            v1 Pod | | phase: Running, conditions: [{type: Ready, status: "False"}] | progressing Running
            v1 Pod | | phase: Failed, reason: Evicted | degraded Evicted HOPELESS
            v1 Pod | | phase: Pending, containerStatuses: [{name: a, image: i, state: {waiting: {reason: ImagePullBackOff}}}] | degraded ImagePullBackOff BLEAK
            v1 Pod | | phase: Pending, containerStatuses: [{name: a, image: i, state: {waiting: {reason: ErrImagePull, message: "i: not found"}}}] | degraded ErrImagePull HOPELESS
            v1 Pod | | phase: Running, containerStatuses: [{name: a, restartCount: 1, state: {waiting: {reason: CrashLoopBackOff}}}] | degraded CrashLoopBackOff
            v1 Pod | | phase: Running, containerStatuses: [{name: a, restartCount: 3, state: {waiting: {reason: CrashLoopBackOff}}}] | degraded CrashLoopBackOff HOPELESS
            v1 Pod | | phase: Pending, conditions: [{type: PodScheduled, status: "False", reason: Unschedulable}] | degraded Unschedulable
            v1 Pod | | phase: Pending, conditions: [{type: PodScheduled, status: "False", reason: Unschedulable, lastTransitionTime: "2020-01-01T00:00:00Z"}] | degraded Unschedulable HOPELESS
            v1 PersistentVolumeClaim | | phase: Bound | healthy
            v1 PersistentVolumeClaim | | phase: Pending | progressing Pending OPTIONAL
            v1 PersistentVolumeClaim | | phase: Lost | degraded Lost HOPELESS
            v1 Service | type: ClusterIP | | healthy
            v1 Service | type: LoadBalancer | loadBalancer: {} | progressing Pending
            v1 Service | type: LoadBalancer | loadBalancer: {ingress: [{ip: 192.0.2.1}]} | healthy
            networking.k8s.io/v1 Ingress | | | progressing Pending OPTIONAL
            networking.k8s.io/v1 Ingress | | loadBalancer: {ingress: [{ip: 192.0.2.1}]} | healthy
            autoscaling/v2 HorizontalPodAutoscaler | | | progressing Pending OPTIONAL
            autoscaling/v2 HorizontalPodAutoscaler | | conditions: [{type: ScalingActive, status: "True"}] | healthy
            autoscaling/v2 HorizontalPodAutoscaler | | conditions: [{type: ScalingActive, status: "False", reason: ScalingDisabled}] | healthy
            autoscaling/v2 HorizontalPodAutoscaler | | conditions: [{type: AbleToScale, status: "False", reason: FailedGetScale}] | degraded FailedGetScale OPTIONAL
            policy/v1 PodDisruptionBudget | | observedGeneration: 2, currentHealthy: 1, desiredHealthy: 2 | progressing InsufficientPods OPTIONAL
            policy/v1 PodDisruptionBudget | | observedGeneration: 2, currentHealthy: 2, desiredHealthy: 2 | healthy
            apiextensions.k8s.io/v1 CustomResourceDefinition | | | progressing NotEstablished
            apiextensions.k8s.io/v1 CustomResourceDefinition | | conditions: [{type: Established, status: "True"}] | healthy
            apiextensions.k8s.io/v1 CustomResourceDefinition | | conditions: [{type: NamesAccepted, status: "False", reason: KindConflict}] | degraded KindConflict HOPELESS
            apiregistration.k8s.io/v1 APIService | | conditions: [{type: Available, status: "False", reason: MissingEndpoints}] | progressing MissingEndpoints
            apiregistration.k8s.io/v1 APIService | | conditions: [{type: Available, status: "True"}] | healthy
            v1 Namespace | | phase: Active | healthy
            argoproj.io/v1alpha1 Rollout | | phase: Healthy | progressing NotObserved
            argoproj.io/v1alpha1 Rollout | | observedGeneration: "1", phase: Healthy | progressing NotObserved
            argoproj.io/v1alpha1 Rollout | | observedGeneration: "2", phase: Healthy | healthy
            argoproj.io/v1alpha1 Rollout | | observedGeneration: "2", phase: Paused, message: CanaryPauseStep | progressing Paused
            argoproj.io/v1alpha1 Rollout | | observedGeneration: "2", phase: Progressing | progressing Progressing
            argoproj.io/v1alpha1 Rollout | | observedGeneration: "2", phase: Degraded, message: ProgressDeadlineExceeded | degraded Degraded HOPELESS
            argoproj.io/v1alpha1 Rollout | | observedGeneration: "2", phase: Degraded, abort: true | degraded RolloutAborted HOPELESS
            flagger.app/v1beta1 Canary | | | progressing Progressing
            flagger.app/v1beta1 Canary | | phase: Initialized | healthy
            flagger.app/v1beta1 Canary | | phase: Succeeded | healthy
            flagger.app/v1beta1 Canary | | phase: Progressing, canaryWeight: 20 | progressing Progressing
            flagger.app/v1beta1 Canary | | phase: Waiting | progressing Waiting
            flagger.app/v1beta1 Canary | | phase: Failed | degraded Failed HOPELESS
            serving.knative.dev/v1 Service | | | progressing Pending
            serving.knative.dev/v1 Service | | observedGeneration: 1, conditions: [{type: Ready, status: "True"}] | progressing NotObserved
            serving.knative.dev/v1 Service | | observedGeneration: 2, conditions: [{type: Ready, status: "Unknown", reason: Deploying}] | progressing Deploying
            serving.knative.dev/v1 Service | | observedGeneration: 2, conditions: [{type: Ready, status: "False", reason: RevisionFailed}] | degraded RevisionFailed BLEAK
            serving.knative.dev/v1 Service | | observedGeneration: 2, conditions: [{type: Ready, status: "True"}] | healthy
            cert-manager.io/v1 Certificate | | | progressing Pending
            cert-manager.io/v1 Certificate | | conditions: [{type: Ready, status: "False", reason: DoesNotExist}, {type: Issuing, status: "True"}] | progressing DoesNotExist
            cert-manager.io/v1 Certificate | | conditions: [{type: Ready, status: "False"}, {type: Issuing, status: "False", reason: Failed}] | degraded Failed BLEAK
            cert-manager.io/v1 Certificate | | conditions: [{type: Ready, status: "True"}] | healthy
            cert-manager.io/v1 Issuer | | conditions: [{type: Ready, status: "True"}] | healthy
            gateway.networking.k8s.io/v1 Gateway | | conditions: [{type: Accepted, status: "True"}] | progressing Pending
            gateway.networking.k8s.io/v1 Gateway | | conditions: [{type: Accepted, status: "True"}, {type: Programmed, status: "True"}] | healthy
            gateway.networking.k8s.io/v1 HTTPRoute | parentRefs: [{name: a}] | | progressing Pending
            gateway.networking.k8s.io/v1 HTTPRoute | parentRefs: [{name: a}] | parents: [{conditions: [{type: Accepted, status: "True", observedGeneration: 1}]}] | progressing NotObserved
            gateway.networking.k8s.io/v1 HTTPRoute | parentRefs: [{name: a}] | parents: [{conditions: [{type: Accepted, status: "True"}, {type: ResolvedRefs, status: "False", reason: BackendNotFound}]}] | degraded BackendNotFound BLEAK
            gateway.networking.k8s.io/v1 HTTPRoute | parentRefs: [{name: a}] | parents: [{conditions: [{type: Accepted, status: "True"}, {type: ResolvedRefs, status: "True"}]}] | healthy
            external-secrets.io/v1 ExternalSecret | | | progressing Pending
            external-secrets.io/v1 ExternalSecret | | conditions: [{type: Ready, status: "False", reason: SecretSyncedError}] | degraded SecretSyncedError BLEAK
            external-secrets.io/v1 ExternalSecret | | conditions: [{type: Ready, status: "True", reason: SecretSynced}] | healthy
            s3.aws.upbound.io/v1beta1 Bucket | forProvider: {} | | progressing Pending
            s3.aws.upbound.io/v1beta1 Bucket | forProvider: {} | conditions: [{type: Synced, status: "False", reason: ReconcileError}] | degraded ReconcileError
            s3.aws.upbound.io/v1beta1 Bucket | forProvider: {} | conditions: [{type: Synced, status: "True"}, {type: Ready, status: "False", reason: Creating}] | progressing Creating
            s3.aws.upbound.io/v1beta1 Bucket | forProvider: {} | conditions: [{type: Synced, status: "True"}, {type: Ready, status: "True"}] | healthy
            pkg.crossplane.io/v1 Provider | | conditions: [{type: Installed, status: "True"}, {type: Healthy, status: "Unknown", reason: UnknownPackageRevisionHealth}] | progressing UnknownPackageRevisionHealth
            apiextensions.crossplane.io/v1 Composition | | | healthy
            kafka.strimzi.io/v1beta2 Kafka | | observedGeneration: 1 | progressing NotObserved
            kafka.strimzi.io/v1beta2 Kafka | | observedGeneration: 2, conditions: [{type: NotReady, status: "True", reason: Creating}] | progressing Creating
            kafka.strimzi.io/v1beta2 Kafka | | observedGeneration: 2, conditions: [{type: NotReady, status: "True", reason: InvalidResourceException}] | degraded InvalidResourceException
            kafka.strimzi.io/v1beta2 Kafka | | observedGeneration: 2, conditions: [{type: Ready, status: "True"}] | healthy
            argoproj.io/v1alpha1 Workflow | | phase: Running, progress: 1/3 | progressing Running
            argoproj.io/v1alpha1 Workflow | | phase: Failed, message: child failed | degraded Failed HOPELESS
            argoproj.io/v1alpha1 Workflow | | phase: Succeeded | healthy
            argoproj.io/v1alpha1 Application | | health: {status: Healthy}, sync: {status: OutOfSync} | progressing OutOfSync
            argoproj.io/v1alpha1 Application | | health: {status: Healthy}, sync: {status: Synced} | healthy
            v1 ConfigMap | | | healthy
            example.com/v1 Gadget | | | healthy
            example.com/v1 Gadget | | observedGeneration: 1 | progressing NotObserved
            example.com/v1 Gadget | | conditions: [{type: Ready, status: "True"}] | healthy
            example.com/v1 Gadget | | conditions: [{type: Ready, status: "False", reason: Issuing}] | progressing Issuing
            example.com/v1 Gadget | | conditions: [{type: Ready, status: "True", observedGeneration: 1}] | progressing NotObserved
            example.com/v1 Gadget | | conditions: [{type: Stalled, status: "True", reason: Broken}] | degraded Broken HOPELESS
            example.com/v1 Gadget | | conditions: [{type: Reconciling, status: "True", reason: Busy}] | progressing Busy
            """)
    void health(String kind, String spec, String status, String expected) {
        String yaml = "apiVersion: " + kind.split(" ")[0] + "\nkind: " + kind.split(" ")[1]
                + "\nmetadata: {name: x, generation: 2}\nspec: {" + (spec == null ? "" : spec) + "}\nstatus: {"
                + (status == null ? "" : status) + "}\n";
        var object = Json.tree(ManifestReader.read(yaml).get(0).content());

        Verdict verdict = HealthRules.of(object);

        String outlook = verdict.outlook() == Verdict.Outlook.OPEN ? "" : " " + verdict.outlook();
        String reason = verdict.reason() == null ? "" : " " + verdict.reason();
        assertThat(verdict.health().word() + reason + outlook).isEqualTo(expected);
    }
}
