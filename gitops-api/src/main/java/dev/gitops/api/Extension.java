package dev.gitops.api;

/**
 * What every provider of {@code dev.gitops.spi} is: kinds of manifests, deliveries, audit stores, hosts, notifiers, endpoints of records. Providers are found on the class path with
 * {@link java.util.ServiceLoader}, or handed over in {@link Settings#extensions()}.
 */
public interface Extension {}
