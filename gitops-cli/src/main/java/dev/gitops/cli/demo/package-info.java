/**
 * {@code gitops demo}: repositories, an inventory and the whole story from release to rollback, with the real commands on real Git.
 * Only the application itself is a fake: a small HTTP server that is healthy or not, by the image that was delivered.
 */
@Internal
@NullMarked
package dev.gitops.cli.demo;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
