/**
 * Looking without changing anything: status, history, what a range of commits touches, and checks of repository, host and machine.
 */
@Internal
@NullMarked
package dev.gitops.engine.inspection;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
