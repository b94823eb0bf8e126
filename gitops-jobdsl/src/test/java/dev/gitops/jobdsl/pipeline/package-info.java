/**
 * Runs the seed's declarative pipelines outside Jenkins: structure is checked against what Declarative allows where, steps are played, and shell steps run for real under {@code sh} with the environment
 * Jenkins would give them.
 */
@NullMarked
package dev.gitops.jobdsl.pipeline;

import org.jspecify.annotations.NullMarked;
