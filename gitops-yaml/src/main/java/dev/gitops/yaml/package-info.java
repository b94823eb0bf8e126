/**
 * Byte-exact edits of YAML files: a value is addressed by a path, its span is spliced, every other byte stays.
 * Nothing here re-emits a user's file, and nothing here does I/O. {@link dev.gitops.yaml.YamlFile} is the door.
 */
@Stable
@NullMarked
package dev.gitops.yaml;

import dev.gitops.stability.Stable;
import org.jspecify.annotations.NullMarked;
