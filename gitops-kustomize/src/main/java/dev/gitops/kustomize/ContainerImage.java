package dev.gitops.kustomize;

/**
 * The image of a container.
 *
 * @param kind the kind of the object
 * @param name the name of the object
 * @param namespace its namespace; empty where none is written
 * @param container the container's name
 * @param init whether it is an init container
 * @param image the image reference
 */
public record ContainerImage(
        String kind, String name, String namespace, String container, boolean init, String image) {}
