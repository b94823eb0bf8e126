/**
 * Pull requests on Gitea and Forgejo. The door is the provider, found with {@link java.util.ServiceLoader};
 * what only this host does stands here, what all do in {@code dev.gitops.forge} and {@code dev.gitops.http}.
 */
@Internal
@NullMarked
package dev.gitops.forge.gitea;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
