package dev.gitops.manifests;

import dev.gitops.api.InvalidInputException;
import dev.gitops.spi.ManifestObject;
import dev.gitops.spi.RenderedManifests;
import java.util.List;

/**
 * Reads Kubernetes objects as kubectl and Helm read them: YAML 1.1's booleans and octal numbers, merge keys, the last of two equal keys, bounded aliases, and
 * JSON where a text begins as JSON does.
 */
public final class ManifestReader {

    private ManifestReader() {}

    /**
     * Reads a stream of documents.
     *
     * @param text documents parted by {@code ---}; empty ones are passed over; the items of a List become objects of their own
     * @return the objects in order
     * @throws InvalidInputException if the text cannot be read or a document is no Kubernetes object
     */
    public static List<ManifestObject> read(String text) {
        return rendered(text).objects();
    }

    /**
     * What was rendered: its text, and its objects read once.
     *
     * @param text documents parted by {@code ---}; a comment {@code # Source: FILE} in front of one names its template
     * @return the objects in order, with a notice for each key that stands twice
     * @throws InvalidInputException if the text cannot be read or a document is no Kubernetes object
     */
    public static RenderedManifests rendered(String text) {
        return new ManifestStream(null, text).read();
    }

    /**
     * The objects of a file.
     *
     * @param file its name, for errors and notices
     * @param text its content
     * @return the objects in order, with a notice for each key that stands twice
     * @throws InvalidInputException if the file cannot be read or a document is no Kubernetes object
     */
    public static RenderedManifests file(String file, String text) {
        return new ManifestStream(file, text).read();
    }
}
