/**
 * How this process gets onto the network: proxies, certificate authorities, and what all speakers of HTTP read alike. JDK types only; {@link dev.gitops.network.Network} is the door.
 */
@Internal
@NullMarked
package dev.gitops.network;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
