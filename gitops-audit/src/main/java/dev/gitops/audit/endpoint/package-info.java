/**
 * The endpoint: an audit system that gets each record by POST besides the store. A spool on the disk keeps what it has not acknowledged; the store's notes keep what it has.
 */
@Internal
@NullMarked
package dev.gitops.audit.endpoint;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
