package dev.gitops.spi;

import dev.gitops.api.Extension;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** Makes the endpoint that {@code audit.endpoint} of the inventory names; found with {@link java.util.ServiceLoader}. */
public interface RecordEndpointProvider extends Extension {

    /**
     * Opens an endpoint; nothing is connected until something is sent.
     *
     * @param address where records are posted to
     * @param context what it works with
     * @return the endpoint, which may be used by several threads
     */
    RecordEndpoint open(URI address, Context context);

    /**
     * What an endpoint works with.
     *
     * @param store the store of the records, where acknowledgements are noted
     * @param cache a folder for the spool; made where it is needed
     * @param environment the variables it may read: {@code GITOPS_AUDIT_TOKEN}
     * @param clock what time it is
     */
    record Context(AuditStore store, Path cache, Map<String, String> environment, Clock clock) {

        /** Copies the variables. */
        public Context {
            environment = Map.copyOf(environment);
        }
    }
}
