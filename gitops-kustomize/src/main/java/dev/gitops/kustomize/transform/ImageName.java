package dev.gitops.kustomize.transform;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.gitops.kustomize.config.Image;
import dev.gitops.kustomize.errors.KustomizeException;
import org.jspecify.annotations.Nullable;

/** Matches image references by name, which may be a regular expression, as kustomize allows. */
final class ImageName {

    private static final String SPECIAL = "\\^$|?*+()[]{}";

    private static final String DIGEST = "@[a-zA-Z0-9]+([.+_-][a-zA-Z0-9]+)*:[a-zA-Z0-9_.{}-]*";
    private static final Pattern DIGESTS = Pattern.compile(DIGEST);

    private final String name;
    private final @Nullable Pattern pattern;

    ImageName(String name) {
        this.name = name;
        boolean special = false;
        for (int i = 0; i < name.length() && !special; i++) {
            special = SPECIAL.indexOf(name.charAt(i)) >= 0;
        }
        this.pattern = special ? compiled(name) : null;
    }

    private static Pattern compiled(String name) {
        try {
            GoPattern.compile(name);
            return Pattern.compile("^" + name + "(:[a-zA-Z0-9_.{}-]*)?(" + DIGEST + ")?$");
        } catch (PatternSyntaxException broken) {
            throw new KustomizeException(
                    "the image name `" + name + "` in images is no regular expression (" + broken.getDescription()
                            + "): put a backslash before characters that stand for themselves",
                    broken);
        }
    }

    boolean matches(String image) {
        if (pattern != null) {
            return pattern.matcher(image).find();
        }
        int n = name.length();
        if (image.length() < n) {
            return false;
        }
        for (int i = 0; i < n; i++) {
            char c = name.charAt(i);
            if (c != image.charAt(i) && c != '.') {
                return false;
            }
        }
        int at = n;
        if (at < image.length() && image.charAt(at) == ':') {
            at = tagEnd(image, at + 1);
        }
        return at == image.length()
                || image.charAt(at) == '@'
                        && DIGESTS.matcher(image.substring(at)).matches();
    }

    private static int tagEnd(String image, int from) {
        int at = from;
        while (at < image.length()) {
            char c = image.charAt(at);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!letter && "_.{}-".indexOf(c) < 0) {
                break;
            }
            at++;
        }
        return at;
    }

    /** The reference after an entry has been applied. */
    static String apply(Image image, String reference) {
        int slash = Math.max(0, reference.indexOf('/'));
        int at = reference.indexOf('@', slash);
        int colon = reference.indexOf(':', slash);
        if (at >= 0 && colon > at) {
            colon = -1;
        }
        int nameEnd = colon >= 0 ? colon : at >= 0 ? at : reference.length();
        String name = reference.substring(0, nameEnd);
        String tag = colon < 0 ? "" : reference.substring(colon + 1, at < 0 ? reference.length() : at);
        String digest = at < 0 ? "" : reference.substring(at + 1);
        if (!image.newName().isEmpty()) {
            name = image.newName();
        }
        if (!image.newTag().isEmpty()) {
            tag = image.newTag();
            digest = image.digest();
        } else if (!image.digest().isEmpty()) {
            tag = "";
            digest = image.digest();
        } else if (!image.tagSuffix().isEmpty()) {
            tag += image.tagSuffix();
            digest = "";
        }
        return name + (tag.isEmpty() ? "" : ":" + tag) + (digest.isEmpty() ? "" : "@" + digest);
    }
}
