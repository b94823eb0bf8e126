/**
 * {@code kustomize edit} as a library and as a command: the arguments and meanings of kustomize 5.5, on the byte-exact editor, so that every byte which the edit is not about stays.
 * {@link dev.gitops.kustomize.edit.KustomizationFile} is the door; it does no I/O. {@link dev.gitops.kustomize.edit.EditCommand} is the command line.
 */
@Internal
@NullMarked
package dev.gitops.kustomize.edit;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
