/**
 * Change requests on GitHub, GitLab, Gitea or Forgejo, and Bitbucket Data Center: a class per host behind {@link dev.gitops.spi.Forge}.
 * What the hosts share (requests, retries, rate limits, errors) is beside them.
 */
@NullMarked
package dev.gitops.forge;

import org.jspecify.annotations.NullMarked;
