/**
 * The connection to one cluster: credentials, requests with limits and retries, watches, discovery. Objects are JSON as the server has them; nothing here knows what they mean.
 * Everything goes through the HTTP layer of the fabric8 client; none of its typed models is used, as they change what they send.
 */
@Internal
@NullMarked
package dev.gitops.cluster.client;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
