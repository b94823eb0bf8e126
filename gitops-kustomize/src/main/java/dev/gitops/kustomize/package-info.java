/**
 * The doors: build a kustomization and get its objects, their text, their images, and the files it depends on.
 * The rooms behind them are the sub-packages.
 */
@Stable
@NullMarked
package dev.gitops.kustomize;

import dev.gitops.stability.Stable;
import org.jspecify.annotations.NullMarked;
