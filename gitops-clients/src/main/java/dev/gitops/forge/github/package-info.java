/**
 * Pull requests on GitHub, github.com and Enterprise. The door is the provider, found with {@link java.util.ServiceLoader};
 * what only this host does stands here, what all do in {@code dev.gitops.forge} and {@code dev.gitops.http}.
 */
@Internal
@NullMarked
package dev.gitops.forge.github;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
