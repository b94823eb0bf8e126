package dev.gitops.kustomize.schema;

import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.resource.Gvk;
import dev.gitops.kustomize.resource.Scopes;
import dev.gitops.yaml.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The schema of one build. The first kustomization that asks for one decides, the outermost before all; a schema of its own takes the
 * built-in one's place unless that was needed before.
 */
public final class Schemas implements Scopes {

    private static final String BUILT_IN_VERSION = "v1.21.2";

    private static final Set<String> CLUSTER_SCOPED = Set.of(
            "admissionregistration.k8s.io/v1/MutatingWebhookConfiguration",
            "admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy",
            "admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBinding",
            "admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration",
            "admissionregistration.k8s.io/v1beta1/MutatingWebhookConfiguration",
            "admissionregistration.k8s.io/v1beta1/ValidatingWebhookConfiguration",
            "apiextensions.k8s.io/v1/CustomResourceDefinition",
            "apiextensions.k8s.io/v1beta1/CustomResourceDefinition",
            "apiregistration.k8s.io/v1/APIService",
            "apiregistration.k8s.io/v1beta1/APIService",
            "certificates.k8s.io/v1/CertificateSigningRequest",
            "certificates.k8s.io/v1beta1/CertificateSigningRequest",
            "flowcontrol.apiserver.k8s.io/v1beta1/FlowSchema",
            "flowcontrol.apiserver.k8s.io/v1beta1/PriorityLevelConfiguration",
            "networking.k8s.io/v1/IngressClass",
            "networking.k8s.io/v1beta1/IngressClass",
            "node.k8s.io/v1/RuntimeClass",
            "node.k8s.io/v1beta1/RuntimeClass",
            "policy/v1beta1/PodSecurityPolicy",
            "rbac.authorization.k8s.io/v1/ClusterRole",
            "rbac.authorization.k8s.io/v1/ClusterRoleBinding",
            "rbac.authorization.k8s.io/v1beta1/ClusterRole",
            "rbac.authorization.k8s.io/v1beta1/ClusterRoleBinding",
            "scheduling.k8s.io/v1/PriorityClass",
            "scheduling.k8s.io/v1beta1/PriorityClass",
            "storage.k8s.io/v1/CSIDriver",
            "storage.k8s.io/v1/CSINode",
            "storage.k8s.io/v1/StorageClass",
            "storage.k8s.io/v1/VolumeAttachment",
            "storage.k8s.io/v1beta1/CSIDriver",
            "storage.k8s.io/v1beta1/CSINode",
            "storage.k8s.io/v1beta1/StorageClass",
            "storage.k8s.io/v1beta1/VolumeAttachment",
            "v1/ComponentStatus",
            "v1/Namespace",
            "v1/Node",
            "v1/PersistentVolume");

    private final List<CustomSchema> custom = new ArrayList<>(0);
    private boolean decided;
    private boolean builtIn = true;
    private boolean builtInUsed;

    /**
     * Takes a kustomization's {@code openapi} field.
     *
     * @param version the version of a built-in schema; null where none is named
     * @param document the schema it brings; null where it brings none
     * @param outermost whether this is the kustomization that is built
     */
    public void choose(@Nullable String version, @Nullable Node document, boolean outermost) {
        if (decided && !outermost) {
            return;
        }
        if (document != null) {
            if (version != null) {
                throw new KustomizeException("builtin version and custom schema provided, cannot use both");
            }
            decided = true;
            builtIn = builtInUsed;
            custom.add(new CustomSchema(document, builtIn));
        } else if (version != null && !version.isEmpty()) {
            if (!version.equals(BUILT_IN_VERSION)) {
                throw new KustomizeException("the specified OpenAPI version is not built in: " + version + "; "
                        + BUILT_IN_VERSION + " is, and openapi.path names a schema of your own");
            }
            decided = true;
        }
    }

    @Override
    public boolean isClusterScoped(Gvk gvk) {
        if (isKnownNamespaced(gvk.kind())) {
            return false;
        }
        if (CLUSTER_SCOPED.contains(gvk.apiVersion() + "/" + gvk.kind())) {
            return true;
        }
        if (custom.isEmpty()) {
            // kustomize looks an unknown type up in the built-in schema, which keeps that one beside a later schema
            builtInUsed = true;
            return false;
        }
        for (CustomSchema schema : custom) {
            if (schema.isClusterScoped(gvk)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isKnownNamespaced(String kind) {
        return switch (kind) {
            case "Deployment", "Service", "ConfigMap", "Secret", "ServiceAccount", "Role", "RoleBinding", "Pod" -> true;
            case "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob", "Ingress", "NetworkPolicy" -> true;
            case "PersistentVolumeClaim", "HorizontalPodAutoscaler", "PodDisruptionBudget", "Endpoints" -> true;
            case "ReplicationController", "PodTemplate", "LimitRange", "ResourceQuota", "Event", "Lease" -> true;
            case "EndpointSlice", "ControllerRevision", "Scale", "CSIStorageCapacity" -> true;
            default -> false;
        };
    }

    /**
     * What is known of a type.
     *
     * @param apiVersion its group and version
     * @param kind its kind
     * @return its schema; null where nothing is known
     */
    public @Nullable FieldSchema root(String apiVersion, String kind) {
        Gvk gvk = custom.isEmpty() ? Gvk.ANY : Gvk.of(apiVersion, kind);
        for (CustomSchema schema : custom) {
            FieldSchema found = schema.root(gvk);
            if (found != null) {
                return found;
            }
        }
        if (!builtIn) {
            return null;
        }
        builtInUsed = true;
        return Facts.get().root(apiVersion, kind);
    }
}
