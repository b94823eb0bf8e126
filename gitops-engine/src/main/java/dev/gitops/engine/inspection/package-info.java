/**
 * Looking without changing anything: status, history, what a range of commits touches, and checks of repository, host and machine.
 */
@NullMarked
package dev.gitops.engine.inspection;

import org.jspecify.annotations.NullMarked;
