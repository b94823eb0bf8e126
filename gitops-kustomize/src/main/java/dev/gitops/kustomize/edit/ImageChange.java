package dev.gitops.kustomize.edit;

/**
 * What an image shall become. {@code *} keeps what the kustomization has.
 *
 * @param name the image as the manifests name it
 * @param newName its new name; empty for none
 * @param newTag its new tag; empty for none
 * @param digest its new digest; empty for none
 */
public record ImageChange(String name, String newName, String newTag, String digest) {

    /** Keeps the present value. */
    public static final String KEEP = "*";

    /**
     * Reads an argument of {@code set image}.
     *
     * @param argument as in {@code shop=registry.example.com/shop:1.4.2}, {@code shop:1.4.2}, {@code shop@sha256:0a}, {@code shop=other:1@sha256:0a}
     * @return the change
     * @throws KustomizeEditException when it names no new name, tag or digest
     */
    public static ImageChange parse(String argument) {
        int equals = argument.indexOf('=');
        String reference = argument.substring(equals + 1);
        // A colon before the first slash is a registry's port.
        int slash = Math.max(0, reference.indexOf('/'));
        int digest = reference.indexOf('@', slash);
        int colon = reference.indexOf(':', slash);
        int tag = colon < 0 || digest >= 0 && digest < colon ? -1 : colon;
        int nameEnd = tag >= 0 ? tag : digest >= 0 ? digest : reference.length();
        String name = reference.substring(0, nameEnd);
        String newTag = tag < 0 ? "" : reference.substring(tag + 1, digest < 0 ? reference.length() : digest);
        String newDigest = digest < 0 ? "" : reference.substring(digest + 1);
        if (name.equals(argument)) {
            throw new KustomizeEditException(
                    "invalid format of image \"" + argument + "\", use one of the following options:\n"
                            + "- <image>=<newimage>:<newtag>\n- <image>=<newimage>@<digest>\n- <image>=<newimage>:<newtag>@<digest>\n"
                            + "- <image>=<newimage>\n- <image>:<newtag>\n- <image>:<newtag>@<digest>\n- <image>@<digest>");
        }
        return equals < 0
                ? new ImageChange(name, "", newTag, newDigest)
                : new ImageChange(argument.substring(0, equals), name, newTag, newDigest);
    }
}
