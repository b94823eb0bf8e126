package dev.gitops.kustomize.config;

/**
 * An entry of {@code replicas}.
 *
 * @param name the workload
 * @param count how many replicas it gets
 */
public record Replica(String name, long count) {

    static Replica read(Fields fields) {
        return new Replica(fields.text("name"), fields.number("count"));
    }
}
