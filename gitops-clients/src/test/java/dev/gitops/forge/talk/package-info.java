/** What hosts are told below change requests, by the shapes that their documents have: no recorded answers. */
@NullMarked
package dev.gitops.forge.talk;

import org.jspecify.annotations.NullMarked;
