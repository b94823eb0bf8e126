package dev.gitops.kustomize.resource;

/**
 * A type of object. In a selector, an empty part stands for any.
 *
 * @param group the API group; empty for the core
 * @param version the version
 * @param kind the kind
 */
public record Gvk(String group, String version, String kind) {

    /** Any type. */
    public static final Gvk ANY = new Gvk("", "", "");

    /**
     * A type.
     *
     * @param apiVersion {@code group/version}, or {@code version} for the core
     * @param kind the kind
     * @return the type
     */
    public static Gvk of(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        return slash < 0
                ? new Gvk("", apiVersion, kind)
                : new Gvk(apiVersion.substring(0, slash), apiVersion.substring(slash + 1), kind);
    }

    /** {@return {@code group/version}, or {@code version} for the core} */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** Whether this is of that {@code group/version}; nothing is put together to tell. */
    boolean isOf(String apiVersion) {
        int length = group.length();
        if (length == 0) {
            return apiVersion.equals(version);
        }
        return apiVersion.length() == length + 1 + version.length()
                && apiVersion.startsWith(group)
                && apiVersion.endsWith(version)
                && apiVersion.charAt(length) == '/';
    }

    /**
     * Whether a selector means this.
     *
     * @param selector its empty parts stand for any
     * @return true where it does
     */
    public boolean isSelectedBy(Gvk selector) {
        return (selector.kind.isEmpty() || selector.kind.equals(kind))
                && (selector.group.isEmpty() || selector.group.equals(group))
                && (selector.version.isEmpty() || selector.version.equals(version));
    }

    // written out: the ones a record gets cost the start of a command more than all of its build
    @Override
    public boolean equals(Object other) {
        return other instanceof Gvk gvk
                && kind.equals(gvk.kind)
                && version.equals(gvk.version)
                && group.equals(gvk.group);
    }

    @Override
    public int hashCode() {
        return (kind.hashCode() * 31 + version.hashCode()) * 31 + group.hashCode();
    }

    /** {@return {@code Kind.version.group}, as kustomize prints it} */
    @Override
    public String toString() {
        return (kind.isEmpty() ? "[noKind]" : kind) + "." + (version.isEmpty() ? "[noVer]" : version) + "."
                + (group.isEmpty() ? "[noGrp]" : group);
    }

    /** {@return a text that sorts types as kustomize does} */
    public String sortKey() {
        return (group.isEmpty() ? "~G" : group) + "_" + (version.isEmpty() ? "~V" : version) + "_"
                + (kind.isEmpty() ? "~K" : kind);
    }
}
