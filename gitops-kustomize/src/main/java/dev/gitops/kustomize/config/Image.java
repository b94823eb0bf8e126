package dev.gitops.kustomize.config;

/**
 * An entry of {@code images}.
 *
 * @param name the image it is about, without tag and digest
 * @param newName the name it gets; empty to keep it
 * @param tagSuffix what is put behind its tag
 * @param newTag the tag it gets
 * @param digest the digest it gets
 */
public record Image(String name, String newName, String tagSuffix, String newTag, String digest) {

    static Image read(Fields fields) {
        return new Image(
                fields.text("name"),
                fields.text("newName"),
                fields.text("tagSuffix"),
                fields.text("newTag"),
                fields.text("digest"));
    }
}
