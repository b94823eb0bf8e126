/**
 * The doors: build a kustomization and get its objects, their text, their images, and the files it depends on.
 * The rooms behind them are the sub-packages.
 */
@NullMarked
package dev.gitops.kustomize;

import org.jspecify.annotations.NullMarked;
