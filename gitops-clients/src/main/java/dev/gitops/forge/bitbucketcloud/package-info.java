/**
 * Pull requests on Bitbucket Cloud, after its documented interface (2.0). The door is the provider, found with {@link java.util.ServiceLoader};
 * what only this host does stands here, what all do in {@code dev.gitops.forge} and {@code dev.gitops.http}.
 */
@Internal
@NullMarked
package dev.gitops.forge.bitbucketcloud;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
