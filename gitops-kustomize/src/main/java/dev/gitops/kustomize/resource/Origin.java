package dev.gitops.kustomize.resource;

import dev.gitops.kustomize.files.Paths;

/**
 * Where an object or a transformer comes from, as the annotations of {@code buildMetadata} tell it. Empty texts are left out.
 *
 * @param path the file, seen from the directory that is built
 * @param configuredIn the file of the generator or transformer
 * @param apiVersion its API version
 * @param kind its kind
 * @param name its name
 * @param namespace its namespace
 */
public record Origin(String path, String configuredIn, String apiVersion, String kind, String name, String namespace) {

    /** The directory that is built. */
    public static final Origin ROOT = new Origin("", "", "", "", "", "");

    /**
     * An origin below this one.
     *
     * @param further a relative path
     * @return the origin
     */
    public Origin append(String further) {
        String joined = path.isEmpty() ? further : path + "/" + further;
        return new Origin(Paths.clean(joined), configuredIn, apiVersion, kind, name, namespace);
    }

    /**
     * A generator or transformer that is built in and configured in a kustomization here.
     *
     * @param file the kustomization's name
     * @param plugin the plugin's kind
     * @return the origin
     */
    public Origin builtin(String file, String plugin) {
        String in = Paths.clean(path.isEmpty() ? file : path + "/" + file);
        return new Origin("", in, "builtin", plugin, "", "");
    }
}
