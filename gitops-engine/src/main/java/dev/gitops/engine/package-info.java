/**
 * The working parts behind the doors of {@code dev.gitops.api}: here repositories, forges, deliveries and records are brought together. The decisions are elsewhere
 * ({@code policy}, {@code change}); what is here does the I/O around them.
 */
@Internal
@NullMarked
package dev.gitops.engine;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
