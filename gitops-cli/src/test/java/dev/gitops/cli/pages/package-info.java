/** Pages of the documentation that are made from the command, or played with it. */
@NullMarked
package dev.gitops.cli.pages;

import org.jspecify.annotations.NullMarked;
