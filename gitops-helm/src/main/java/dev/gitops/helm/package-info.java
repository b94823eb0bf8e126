/**
 * Helm: values files, charts and their rendering. The manifests' kind {@code helm} comes in here; real releases are in {@code dev.gitops.helm.release}.
 * Helm's own code is native and loaded by {@code HelmLibrary} alone, when a chart is first rendered.
 */
@NullMarked
package dev.gitops.helm;

import org.jspecify.annotations.NullMarked;
