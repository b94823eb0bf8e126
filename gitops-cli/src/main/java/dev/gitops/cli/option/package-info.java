/** Options that several commands share, and the checks of arguments. An option block knows no command. */
@Internal
@NullMarked
package dev.gitops.cli.option;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
