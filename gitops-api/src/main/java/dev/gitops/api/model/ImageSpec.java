package dev.gitops.api.model;

/**
 * An image that an application is built into.
 *
 * @param name its name in the inventory
 * @param repository its repository without tag and digest, as in {@code registry.example.com/payments/shop}
 */
public record ImageSpec(String name, String repository) {}
