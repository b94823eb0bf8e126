/**
 * The config repository: Git objects read and written without a work tree, a cache that several processes share, commits with trailers, and races settled by asking the intent again.
 * {@link dev.gitops.git.ConfigRepository} is the door.
 */
@Internal
@NullMarked
package dev.gitops.git;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
