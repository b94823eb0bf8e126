@NullMarked
package dev.gitops.network;

import org.jspecify.annotations.NullMarked;
