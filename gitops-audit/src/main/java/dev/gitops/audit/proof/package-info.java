/**
 * What proves a trail to somebody who does not trust the store: an RFC 6962 Merkle tree over its records, checkpoints signed with Ed25519, proofs that can be checked offline, and anchors in
 * another repository. {@link dev.gitops.audit.proof.TrailProofs} is the door.
 */
@Internal
@NullMarked
package dev.gitops.audit.proof;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
