/**
 * The store {@code git}: records as files of a branch, with an index beside the clone. Its sisters keep them in files and databases.
 */
@NullMarked
package dev.gitops.audit.store.git;

import org.jspecify.annotations.NullMarked;
