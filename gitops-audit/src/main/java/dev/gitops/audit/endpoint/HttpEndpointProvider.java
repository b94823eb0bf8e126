package dev.gitops.audit.endpoint;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.spi.RecordEndpoint;
import dev.gitops.spi.RecordEndpointProvider;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Makes endpoints that take records by HTTP POST. */
public final class HttpEndpointProvider implements RecordEndpointProvider {

    /** How long an operation may wait for the audit system. */
    private static final Duration SEND_BUDGET = Duration.ofSeconds(10);

    /** For {@link java.util.ServiceLoader}. */
    public HttpEndpointProvider() {}

    @Override
    public RecordEndpoint open(URI address, Context context) {
        if (!Set.of("http", "https").contains(String.valueOf(address.getScheme())) || address.getUserInfo() != null) {
            throw new InvalidInputException(
                    "the endpoint of the audit trail",
                    List.of(Problem.of(
                            "audit.endpoint",
                            address.getHost(),
                            "is no http or https URL without credentials",
                            "give the token in the environment variable GITOPS_AUDIT_TOKEN")));
        }
        return new HttpEndpoint(address, context, SEND_BUDGET);
    }
}
