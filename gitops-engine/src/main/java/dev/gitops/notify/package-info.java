/**
 * Tells Slack and a JSON webhook of records, as the inventory asks.
 * A notification that fails never fails the operation.
 */
@Internal
@NullMarked
package dev.gitops.notify;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
