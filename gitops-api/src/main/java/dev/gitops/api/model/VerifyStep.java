package dev.gitops.api.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request that must be answered as stated before a deployment counts as verified. */
public sealed interface VerifyStep {

    /** {@return the status that is asked for} */
    int status();

    /** {@return a text that the body must contain; null for any body} */
    @Nullable
    String contains();

    /** {@return how long to try} */
    Duration timeout();

    /** {@return the step in words, as in {@code http https://shop.example.com/health}} */
    String inWords();

    /**
     * A request to a URL.
     *
     * @param url the URL; {@code {app}} and {@code {environment}} are filled
     * @param status the status that is asked for
     * @param contains a text that the body must contain; null for any body
     * @param timeout how long to try
     */
    record Http(String url, int status, @Nullable String contains, Duration timeout) implements VerifyStep {
        @Override
        public String inWords() {
            return "http " + url;
        }
    }

    /**
     * A request to the address that a Service's or its Ingress's load balancer reports.
     *
     * @param service the Service's name
     * @param path the path of the request, with its leading slash
     * @param status the status that is asked for
     * @param contains a text that the body must contain; null for any body
     * @param timeout how long to try
     */
    record Service(
            String service,
            String path,
            int status,
            @Nullable String contains,
            Duration timeout) implements VerifyStep {
        @Override
        public String inWords() {
            return "service " + service + path;
        }
    }
}
