/** Tests of what every host does alike, and what tests of all hosts use. */
@NullMarked
package dev.gitops.forge;

import org.jspecify.annotations.NullMarked;
