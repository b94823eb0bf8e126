/** Goes through the usual commands once, so that a class-data archive holds what they load. No command needs it. */
@NullMarked
package dev.gitops.cli.warmup;

import org.jspecify.annotations.NullMarked;
