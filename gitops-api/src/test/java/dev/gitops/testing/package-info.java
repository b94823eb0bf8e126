/**
 * Real servers for tests, found through the environment. Other modules use these classes through this module's test jar.
 * Where a server is not there, tests that need it are skipped and say why.
 */
@NullMarked
package dev.gitops.testing;

import org.jspecify.annotations.NullMarked;
