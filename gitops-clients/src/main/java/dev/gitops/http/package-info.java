/**
 * What the hosts' REST interfaces share: requests, retries, rate limits, pages, answers and errors. No class here knows a particular host.
 * The token stands in a header and nowhere else; an answer that leads to another host is refused.
 */
@Internal
@NullMarked
package dev.gitops.http;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
