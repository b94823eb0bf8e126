/**
 * From {@code apps.yaml} to the model: positions, problems, defaults and overrides, and the JSON Schema that is published for editors.
 * The model itself is data and lives in {@code dev.gitops.api}.
 */
@NullMarked
package dev.gitops.inventory;

import org.jspecify.annotations.NullMarked;
