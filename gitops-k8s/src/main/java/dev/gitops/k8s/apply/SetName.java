package dev.gitops.k8s.apply;

import dev.gitops.cluster.object.ApplySet;

/**
 * An ApplySet: its parent's name, and the namespace the parent is in.
 *
 * @param parent the parent's name, as in {@code gitops.shop.dev}
 * @param namespace the parent's namespace
 */
record SetName(String parent, String namespace) implements Comparable<SetName> {

    String id() {
        return ApplySet.id(parent, namespace);
    }

    /** The application and environment that its name tells, as in {@code shop/dev}; the whole name where it tells none. */
    String pair() {
        String[] parts = parent.split("\\.");
        return parts.length == 3 && parts[0].equals("gitops") ? parts[1] + "/" + parts[2] : parent;
    }

    @Override
    public int compareTo(SetName other) {
        int byNamespace = namespace.compareTo(other.namespace);
        return byNamespace == 0 ? parent.compareTo(other.parent) : byNamespace;
    }

    @Override
    public String toString() {
        return namespace + "/" + parent;
    }
}
