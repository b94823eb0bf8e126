package dev.gitops.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.immutables.value.Value;

/**
 * What an operation on an environment leaves behind: who, what, when, where, why, and how it ended. Its JSON is described by the published schema {@code deployment-record.schema.json}. It never holds a secret.
 */
@Value.Immutable
public interface DeploymentRecord {

    /** The words of how an operation ends, of changes and of deployments; records of later versions may have others. */
    Set<String> OUTCOMES = OutcomeWords.ALL;

    /** The version of the record's schema that this SDK writes. */
    int SCHEMA_VERSION = 1;

    /** {@return the record's id: a ULID, so that ids sort by time} */
    String id();

    /** {@return the version of the schema it was written with} */
    @Value.Default
    default int schemaVersion() {
        return SCHEMA_VERSION;
    }

    /** {@return the application} */
    String app();

    /** {@return the environment} */
    EnvironmentName environment();

    /** {@return what was done} */
    Operation operation();

    /** {@return how it ended: the outcome's word in JSON, as in {@code verified}, {@code failed}, {@code committed}, {@code refused}} */
    String outcome();

    /** {@return the environment the release came from, for a promotion} */
    Optional<EnvironmentName> fromEnvironment();

    /** {@return who asked} */
    String requestedBy();

    /** {@return who approved, with what they wrote and where it can be seen; one for each approver} */
    List<Approval> approvals();

    /** {@return why it was asked for} */
    Optional<String> reason();

    /** {@return the release before and after, an entry an image} */
    List<ImageChange> images();

    /** {@return the build's number the release came with} */
    OptionalLong build();

    /** {@return the application's source commits the release came from} */
    List<String> sourceCommits();

    /** {@return when the source commit was made, where that is known; lead time counts from it} */
    Optional<Instant> sourceTime();

    /** {@return the commit of the config repository that was made or delivered; empty where none was} */
    Optional<String> commit();

    /** {@return the change request that carried it} */
    Optional<ChangeRequest> changeRequest();

    /** {@return the digest of the rendered manifests, {@code sha256:...}} */
    Optional<String> manifestsDigest();

    /** {@return the digest of the diff that was shown, {@code sha256:...}} */
    Optional<String> diffDigest();

    /** {@return when it began, UTC} */
    Instant started();

    /** {@return when it ended, UTC} */
    Instant ended();

    /** {@return the cluster's name in the inventory} */
    Optional<String> cluster();

    /** {@return how it was delivered, as in {@code apply} or {@code argocd}} */
    Optional<String> delivery();

    /** {@return the Jenkins build that ran it} */
    Optional<String> buildUrl();

    /** {@return why it failed or was refused} */
    Optional<String> failure();

    /** {@return the rules that refused it; empty where none did, and in records of versions before this one had it} */
    List<RecordedRefusal> refusals();

    /** {@return when the rules were asked, where that was before it began: a deployment is carried out as it was planned} */
    Optional<Instant> decided();

    /** {@return whether approval, freeze and hold were passed by, and why that was said to be necessary} */
    Optional<String> breakGlass();

    /** {@return whether the release was taken from Git although it was not verified} */
    @Value.Default
    default boolean unverified() {
        return false;
    }

    /** {@return what a person should know beside: provenance that could not be checked, an accepted difference} */
    List<String> notices();

    /** {@return the verify steps that were run, with what came of them and their figures} */
    List<VerifyResult> verify();

    /** {@return the id of the deployment whose bake this tells the end of: the verification that went on after it was verified} */
    Optional<String> bakeOf();

    /**
     * The records it comes after: the newest one of its application and environment that was there when it was made, and those that claim a later time than its own. So the order of records is told
     * without trusting clocks.
     *
     * @return their ids
     */
    List<String> after();

    /** {@return who vouches for it: the signature of {@link dev.gitops.record.RecordSignature}; empty where nobody signed} */
    Optional<String> signature();

    /** {@return fields of a newer schema, kept as they were read: values are String, Long, Double, Boolean, List and Map} */
    Map<String, Object> extra();

    /** {@return whether this is a deployment that was delivered, healthy and passed all verify steps} */
    default boolean verified() {
        return outcome().equals("verified") || outcome().equals("unchanged");
    }

    /** {@return a new builder} */
    static ImmutableDeploymentRecord.Builder builder() {
        return ImmutableDeploymentRecord.builder();
    }
}
