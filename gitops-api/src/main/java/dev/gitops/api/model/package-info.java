/**
 * The parts of an inventory, as data: what {@code apps.yaml} says once defaults and overrides are settled.
 * A part knows no file, no repository and no clock; {@link dev.gitops.api.Inventory} holds them together.
 */
@Stable
@NullMarked
package dev.gitops.api.model;

import dev.gitops.stability.Stable;
import org.jspecify.annotations.NullMarked;
