/**
 * CODEOWNERS files as the hosts read them: {@link dev.gitops.codeowners.CodeOwners} tells who must review a file. Pure; the file's text comes from whoever asks.
 */
@Internal
@NullMarked
package dev.gitops.codeowners;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
