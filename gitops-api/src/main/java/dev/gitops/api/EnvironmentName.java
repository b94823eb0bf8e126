package dev.gitops.api;

import java.util.List;
import java.util.Objects;

/**
 * The name of an environment of the inventory: a DNS-1123 label, so that it is safe as a part of branch names, paths, host names and labels.
 *
 * @param value lower case letters, digits and inner hyphens, 1 to 63 characters
 */
public record EnvironmentName(String value) implements Comparable<EnvironmentName> {

    /** The environment that most inventories call {@code dev}. */
    public static final EnvironmentName DEV = new EnvironmentName("dev");

    /** The environment that most inventories call {@code staging}. */
    public static final EnvironmentName STAGING = new EnvironmentName("staging");

    /** The environment that most inventories call {@code production}. */
    public static final EnvironmentName PRODUCTION = new EnvironmentName("production");

    /** Checks the name. */
    public EnvironmentName {
        Objects.requireNonNull(value, "value");
        if (!Names.isLabel(value)) {
            throw new InvalidInputException(
                    "the environment's name",
                    List.of(Problem.of("environment", value, Names.NOT_A_LABEL, Names.LABEL_HINT)));
        }
    }

    /**
     * The environment of that name.
     *
     * @param name a DNS-1123 label
     * @return the name, checked
     * @throws InvalidInputException if it is no DNS-1123 label
     */
    public static EnvironmentName of(String name) {
        Objects.requireNonNull(name, "name");
        return new EnvironmentName(name);
    }

    @Override
    public int compareTo(EnvironmentName other) {
        Objects.requireNonNull(other, "other");
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
