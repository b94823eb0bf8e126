/** What may be relied on: marks of packages, and of types that differ from their package. Every package with public types has one. */
@Stable
@NullMarked
package dev.gitops.stability;

import org.jspecify.annotations.NullMarked;
