/** Options that several commands share, and the checks of arguments. An option block knows no command. */
@NullMarked
package dev.gitops.cli.option;

import org.jspecify.annotations.NullMarked;
