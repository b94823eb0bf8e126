/** Goes through the usual commands once, so that a class-data archive holds what they load. No command needs it. */
@Internal
@NullMarked
package dev.gitops.cli.warmup;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
