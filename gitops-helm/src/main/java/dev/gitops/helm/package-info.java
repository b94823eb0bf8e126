/**
 * Helm: values files, charts and their rendering. The manifests' kind {@code helm} comes in here; real releases are in {@code dev.gitops.helm.release}.
 * Helm's own code is native and loaded by {@code HelmLibrary} alone, when a chart is first rendered.
 */
@Internal
@NullMarked
package dev.gitops.helm;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
