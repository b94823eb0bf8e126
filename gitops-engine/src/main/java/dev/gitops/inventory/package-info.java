/**
 * From {@code apps.yaml} to the model: positions, problems, defaults and overrides, and the JSON Schema that is published for editors.
 * The model itself is data and lives in {@code dev.gitops.api}.
 */
@Internal
@NullMarked
package dev.gitops.inventory;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
