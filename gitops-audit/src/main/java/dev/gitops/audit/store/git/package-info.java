/**
 * The store {@code git}: records as files of a branch, with an index beside the clone. Its sisters keep them in files and databases.
 */
@Internal
@NullMarked
package dev.gitops.audit.store.git;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
