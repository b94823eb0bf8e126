package dev.gitops.yaml.tree;

/** Which keys of a mapping JSON can have, as kustomize finds out when it makes JSON of an object: texts, and at the top of an object whatever can be one. */
final class JsonKeys {

    private JsonKeys() {}

    /**
     * Whether a key is passed over; one that JSON cannot have is refused.
     *
     * @param key the key
     * @param root whether its mapping is a whole object
     * @param flow whether its mapping is within braces
     */
    static boolean isPassedOver(Node key, boolean root, boolean flow) {
        if (!key.isScalar()) {
            throw new YamlException(key.line(), "a key is no text: JSON has no other keys");
        }
        String tag = Values.tagOf(key, flow || key.value().isEmpty());
        if (tag.equals(Tags.STRING) || tag.equals(Tags.MERGE)) {
            return false;
        }
        if (!root) {
            throw new YamlException(
                    key.line(), "the key " + key.value() + " is no string: quote it, JSON has no other keys");
        }
        return tag.equals(Tags.NULL);
    }
}
