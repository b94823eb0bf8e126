/**
 * Runs the seed's static script under the Groovy that Jenkins runs, and records what it declares. Every call is checked against the facts of the real engine: its name, the types of its arguments and
 * the context it stands in.
 */
@NullMarked
package dev.gitops.jobdsl.dsl;

import org.jspecify.annotations.NullMarked;
