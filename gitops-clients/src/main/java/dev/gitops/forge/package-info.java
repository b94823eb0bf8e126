/**
 * Change requests: what every host does alike. A package per host implements {@link dev.gitops.spi.Forge} on top of {@link dev.gitops.forge.HostedForge};
 * requests, retries, rate limits and errors are in {@code dev.gitops.http}.
 */
@Internal
@NullMarked
package dev.gitops.forge;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
