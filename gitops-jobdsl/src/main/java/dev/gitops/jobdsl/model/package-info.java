/**
 * The parts of a plan of jobs, in the shape of {@code jobs.json}: folders, pipelines, multibranch jobs, views. The order of a record's components is the order of the file's keys.
 * A part holds data only; what it means to Jenkins is for the script in {@code seed}.
 */
@Internal
@NullMarked
package dev.gitops.jobdsl.model;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
