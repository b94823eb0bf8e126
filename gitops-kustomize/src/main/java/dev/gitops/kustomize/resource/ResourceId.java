package dev.gitops.kustomize.resource;

/** What tells an object from others: type, name and namespace. Two ids are equal where they mean the same object in a cluster. */
public final class ResourceId {

    /** The namespace of objects that live in none. */
    public static final String CLUSTER = "_non_namespaceable_";

    private final Gvk gvk;
    private final String name;
    private final String namespace;
    private final String effective;
    private final int hash;

    private ResourceId(Gvk gvk, String name, String namespace, String effective) {
        this.gvk = gvk;
        this.name = name;
        this.namespace = namespace;
        this.effective = effective;
        this.hash = (gvk.kind().hashCode() * 31 + name.hashCode()) * 31 + effective.hashCode();
    }

    /**
     * An id.
     *
     * @param gvk the type
     * @param name the name
     * @param namespace the namespace as written; empty where it is not
     * @param clusterScoped whether objects of the type live in no namespace
     * @return the id
     */
    public static ResourceId of(Gvk gvk, String name, String namespace, boolean clusterScoped) {
        String effective = clusterScoped ? CLUSTER : namespace.isEmpty() ? "default" : namespace;
        return new ResourceId(gvk, name, namespace, effective);
    }

    /** {@return the type} */
    public Gvk gvk() {
        return gvk;
    }

    /** {@return the name} */
    public String name() {
        return name;
    }

    /** {@return the namespace as written; empty where it is not} */
    public String namespace() {
        return namespace;
    }

    /** {@return the namespace it lives in: {@code default} where none is written, {@link #CLUSTER} where it lives in none} */
    public String effectiveNamespace() {
        return effective;
    }

    /** {@return whether objects of this type are known to live in no namespace} */
    public boolean isClusterScoped() {
        return effective.equals(CLUSTER);
    }

    /**
     * Whether a selector means this.
     *
     * @param selector its empty parts stand for any
     * @return true where it does
     */
    public boolean isSelectedBy(ResourceId selector) {
        return (selector.name.isEmpty() || selector.name.equals(name))
                && (selector.namespace.isEmpty() || selector.effective.equals(effective))
                && gvk.isSelectedBy(selector.gvk);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResourceId id
                && hash == id.hash
                && name.equals(id.name)
                && effective.equals(id.effective)
                && gvk.equals(id.gvk);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** {@return {@code Kind.version.group/name.namespace}, as kustomize prints it} */
    @Override
    public String toString() {
        return gvk + "/" + (name.isEmpty() ? "[noName]" : name) + "." + (namespace.isEmpty() ? "[noNs]" : namespace);
    }
}
