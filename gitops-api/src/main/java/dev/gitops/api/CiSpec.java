package dev.gitops.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How an application is built.
 *
 * @param jenkinsfile the path of its Jenkinsfile in its source
 * @param branches which branch's builds go to which environment, in the order of the inventory
 */
public record CiSpec(String jenkinsfile, Map<String, EnvironmentName> branches) {

    /** Copies the branches in their order. */
    public CiSpec {
        Objects.requireNonNull(jenkinsfile, "jenkinsfile");
        Objects.requireNonNull(branches, "branches");
        branches = Collections.unmodifiableMap(new LinkedHashMap<>(branches));
    }
}
