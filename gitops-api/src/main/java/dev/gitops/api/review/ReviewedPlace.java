package dev.gitops.api.review;

import java.util.Optional;

/**
 * An application in an environment whose rendering the change touches.
 *
 * @param place which one
 * @param cluster the name of its cluster; empty where nothing is delivered to one
 * @param namespace where objects go that name none; empty where the inventory gives none
 * @param isProtected whether it changes only by change request, before the change or after it
 * @param before the digest of what is rendered before the change; empty where nothing is
 * @param after the digest of what is rendered after it; empty where nothing is
 */
public record ReviewedPlace(
        ReviewPlace place,
        Optional<String> cluster,
        Optional<String> namespace,
        boolean isProtected,
        Optional<String> before,
        Optional<String> after) {}
