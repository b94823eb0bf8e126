package dev.gitops.review.rule;

import dev.gitops.api.review.Severity;

/** Every finding there is: its id, by which the inventory may let it block, its weight, and the way out. */
public enum FindingKind {
    /** The manifests cannot be rendered. */
    NOT_RENDERED("not-rendered", Severity.ERROR, "mend the file; gitops check --clone . tells the same in a checkout"),
    /** The inventory cannot be read. */
    INVENTORY_INVALID(
            "inventory-invalid", Severity.ERROR, "mend the inventory; gitops check tells the same in a checkout"),
    /** The change and its target do not go together. */
    CONFLICT(
            "conflict",
            Severity.ERROR,
            "merge the target into the change's branch, or rebase it, and push: Git follows renames, which is not done here"),
    /** A field that the kind does not have. */
    UNKNOWN_FIELD(
            "unknown-field",
            Severity.ERROR,
            "correct the name, or take the field out: the API server drops or refuses it"),
    /** A value of another type. */
    WRONG_TYPE("wrong-type", Severity.ERROR, "write the value in the type that the kind wants"),
    /** A value that the kind does not allow. */
    WRONG_VALUE("wrong-value", Severity.ERROR, "write one of the values that the kind allows"),
    /** A field that the kind must have. */
    MISSING_FIELD("missing-field", Severity.ERROR, "add the field"),
    /** A kind or version that the cluster does not have. */
    UNKNOWN_VERSION(
            "unknown-version",
            Severity.ERROR,
            "write it in a version that this Kubernetes serves; the older one is gone"),
    /** A rule of a kind is broken. */
    RULE_BROKEN("rule-broken", Severity.ERROR, "give the object values that its kind allows"),
    /** A field that cannot be changed. */
    RECREATE(
            "recreate",
            Severity.DANGER,
            "leave the field as it is, or give the new object another name and remove the old one once nothing uses it"),
    /** Stored data goes. */
    CLAIM_REMOVED(
            "claim-removed",
            Severity.DANGER,
            "keep the claim in the manifests, or make sure that its data is kept elsewhere and nobody needs it"),
    /** A claim asks for less. */
    CLAIM_SHRUNK("claim-shrunk", Severity.DANGER, "claims only grow: keep the size, or move the data to a new claim"),
    /** A namespace goes, with all in it. */
    NAMESPACE_REMOVED(
            "namespace-removed",
            Severity.DANGER,
            "keep the Namespace in the manifests: with it everything in it is deleted, whoever made it"),
    /** A definition goes, with all objects of its kind. */
    DEFINITION_REMOVED(
            "definition-removed",
            Severity.DANGER,
            "keep the CustomResourceDefinition: with it all objects of its kind are deleted, in every namespace"),
    /** An object goes. */
    PRUNE("prune", Severity.WARNING, "nothing, if it is meant to go; else take it back into the manifests"),
    /** An object goes to another namespace. */
    MOVED(
            "moved",
            Severity.WARNING,
            "the object is made anew there and deleted here; move what it stores first, and tell who calls it by its old address"),
    /** An environment is delivered to another place. */
    PLACE_CHANGED(
            "place-changed",
            Severity.DANGER,
            "deploy to the new place first, then remove the old one: nothing prunes a cluster that the inventory no longer names"),
    /** An application leaves an environment. */
    PLACE_REMOVED(
            "place-removed",
            Severity.WARNING,
            "what runs there stays until it is taken out: gitops deploy APP --in ENV --removed, or the job remove"),
    /** Pods are replaced. */
    RESTART("restart", Severity.NOTICE, "nothing, if its pods may be replaced now"),
    /** Nothing runs any more. */
    SCALED_TO_ZERO("scaled-to-zero", Severity.WARNING, "keep a replica, unless it is meant to stand still"),
    /** A role may do more. */
    RIGHTS_WIDENED("rights-widened", Severity.WARNING, "name the verbs and resources that are needed, and no more"),
    /** A role may do everything of something. */
    RIGHTS_WILDCARD("rights-wildcard", Severity.DANGER, "replace * by the groups, resources and verbs that are needed"),
    /** A role can give itself more, or read what is secret. */
    RIGHTS_POWERFUL(
            "rights-powerful",
            Severity.DANGER,
            "take out what is not needed: with it whoever has the role can read secrets, run commands in pods or become somebody else"),
    /** Somebody gets a role. */
    RIGHTS_BOUND("rights-bound", Severity.WARNING, "make sure that this subject should have this role"),
    /** Somebody gets everything. */
    CLUSTER_ADMIN("cluster-admin", Severity.DANGER, "bind a role with the rights that are needed instead"),
    /** A pod can reach its node. */
    POD_PRIVILEGED(
            "pod-privileged",
            Severity.DANGER,
            "leave it out of the pod, unless it is an agent of the node and reviewed as one"),
    /** Something is reached from outside. */
    EXPOSED(
            "exposed",
            Severity.WARNING,
            "make sure that it may be reached from there, and that whoever reaches it must log in"),
    /** Nobody is kept out any more. */
    NETWORK_POLICY_REMOVED(
            "network-policy-removed",
            Severity.DANGER,
            "keep the policy, or have another one that selects the same pods"),
    /** More may pass. */
    NETWORK_POLICY_LOOSENED(
            "network-policy-loosened", Severity.WARNING, "allow only the peers and ports that are needed"),
    /** An environment is no longer protected. */
    PROTECTION_LOST(
            "protection-lost", Severity.DANGER, "keep protected: true, so that it changes only by change request"),
    /** One person is enough. */
    FOUR_EYES_LOST(
            "four-eyes-lost", Severity.DANGER, "keep fourEyes: true, so that nobody approves what they asked for"),
    /** Others may approve, or nobody need. */
    APPROVERS_CHANGED("approvers-changed", Severity.DANGER, "have those approve this change who approved so far"),
    /** Releases come by another way. */
    PATH_CHANGED(
            "path-changed",
            Severity.DANGER,
            "keep promotesFrom, so that nothing gets there that was not verified before"),
    /** A freeze goes. */
    FREEZE_REMOVED(
            "freeze-removed", Severity.DANGER, "keep the freeze; a deployment that cannot wait has --break-glass"),
    /** Another rule of the inventory changes. */
    RULES_CHANGED("rules-changed", Severity.WARNING, "have it reviewed by those who keep the inventory"),
    /** What blocks changes. */
    REVIEW_WEAKENED(
            "review-weakened", Severity.DANGER, "keep what blocks; until this change is merged the old list counts"),
    /** Files lose their owner. */
    OWNERS_CHANGED(
            "owners-changed", Severity.DANGER, "keep an owner for every file that decides a protected environment"),
    /** A file that decides a protected environment has no owner. */
    UNOWNED(
            "unowned",
            Severity.WARNING,
            "give it an owner in CODEOWNERS, so that its changes are reviewed by somebody who knows it"),
    /** An image comes past the environments before. */
    NOT_PROMOTED(
            "not-promoted",
            Severity.WARNING,
            "promote it from an environment that runs it: gitops promote APP --from ENV --to ENV"),
    /** An image loses its digest. */
    DIGEST_LOST("digest-lost", Severity.WARNING, "keep the digest, so that what runs is what was verified"),
    /** The environment is frozen. */
    FROZEN("frozen", Severity.NOTICE, "merge it when the freeze ends; until then no deployment is taken"),
    /** The environment is held. */
    HELD("held", Severity.WARNING, "ask who holds it; gitops hold APP --in ENV --release lifts it");

    private final String id;
    private final Severity severity;
    private final String wayOut;

    FindingKind(String id, Severity severity, String wayOut) {
        this.id = id;
        this.severity = severity;
        this.wayOut = wayOut;
    }

    /** {@return its stable id, as in {@code claim-removed}} */
    public String id() {
        return id;
    }

    /** {@return how much it weighs} */
    public Severity severity() {
        return severity;
    }

    /** {@return what to do about it} */
    public String wayOut() {
        return wayOut;
    }
}
