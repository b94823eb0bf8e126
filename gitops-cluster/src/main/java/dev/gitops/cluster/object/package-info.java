/**
 * Objects as data: their names, their order, what is owned of them, how two of them differ, what of them is secret. Pure functions of JSON; nothing here talks to a server.
 */
@Internal
@NullMarked
package dev.gitops.cluster.object;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
