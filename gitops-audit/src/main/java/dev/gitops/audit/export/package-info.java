/** Records in the words of others: CDEvents, OpenTelemetry, in-toto, and CSV for people with spreadsheets. {@link dev.gitops.audit.export.Export} is the door. */
@Internal
@NullMarked
package dev.gitops.audit.export;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
