/**
 * How an object is, read off its own status: the rules of kstatus and Argo CD in our words, by kind, and by conditions for kinds nobody here knows. Pure functions of JSON and a time.
 */
@Internal
@NullMarked
package dev.gitops.cluster.health;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
