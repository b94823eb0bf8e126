/**
 * The ports. An adapter implements a provider, registers it for {@link java.util.ServiceLoader}, and its kind of manifests, delivery, forge, audit store or notifier is there.
 * Ports speak in values of {@code dev.gitops.api} and of this package; no port knows another.
 */
@Stable
@NullMarked
package dev.gitops.spi;

import dev.gitops.stability.Stable;
import org.jspecify.annotations.NullMarked;
