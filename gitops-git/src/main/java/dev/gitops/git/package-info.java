/**
 * The config repository: Git objects read and written without a work tree, a cache that several processes share, commits with trailers, and races settled by asking the intent again.
 * {@link dev.gitops.git.ConfigRepository} is the door.
 */
@NullMarked
package dev.gitops.git;

import org.jspecify.annotations.NullMarked;
