/**
 * Tells Slack and a JSON webhook of records, as the inventory asks.
 * A notification that fails never fails the operation.
 */
@NullMarked
package dev.gitops.notify;

import org.jspecify.annotations.NullMarked;
