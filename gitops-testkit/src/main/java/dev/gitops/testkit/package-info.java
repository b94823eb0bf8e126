/**
 * For tests of tools that embed the SDK: a temporary world of real Git repositories, a clock that stands until it is moved, a delivery that answers as it is told, samples of outcomes and records.
 */
@Incubating
@NullMarked
package dev.gitops.testkit;

import dev.gitops.stability.Incubating;
import org.jspecify.annotations.NullMarked;
