package dev.gitops.api;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A reference to a container image as registries and runtimes read it: {@code [domain[:port]/]path[:tag][@digest]}.
 *
 * <p>A first path component is the registry's domain when it has a dot or a port, or is {@code localhost}. Two references are equal when they mean the same image:
 * {@code nginx}, {@code docker.io/nginx} and {@code docker.io/library/nginx} are equal; a missing tag is not {@code latest} here, since a release without a tag has another meaning than
 * one that asks for {@code latest}. {@link #toString()} prints what was parsed.
 *
 * <p>Grammar: the OCI distribution specification 1.1 and the reference grammar of the distribution project.
 */
public final class ImageRef {

    private static final int LONGEST_REPOSITORY = 255;
    private static final int LONGEST_TEXT = 1024;
    private static final String PLACEHOLDER = "unreleased";
    private static final String DEFAULT_DOMAIN = "docker.io";
    private static final String DEFAULT_FOLDER = "library/";

    private static final String HOST_PART = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
    private static final String IPV6 = "\\[(?:[a-fA-F0-9:]+)\\]";
    private static final Pattern DOMAIN =
            Pattern.compile("(?:" + HOST_PART + "(?:\\." + HOST_PART + ")*|" + IPV6 + ")(?::[0-9]{1,5})?");
    private static final Pattern PATH = Pattern.compile(
            "[a-z0-9]++(?:(?:[._]|__|-++)[a-z0-9]++)*+(?:/[a-z0-9]++(?:(?:[._]|__|-++)[a-z0-9]++)*+)*+");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    private static final Pattern DIGEST =
            Pattern.compile("[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}");
    private static final Pattern SHA256 = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern SHA384 = Pattern.compile("sha384:[0-9a-f]{96}");
    private static final Pattern SHA512 = Pattern.compile("sha512:[0-9a-f]{128}");

    private static final Pattern IDENTIFIER = Pattern.compile("[0-9a-f]{64}");

    private final @Nullable String domain;
    private final String path;
    private final @Nullable String tag;
    private final @Nullable String digest;

    private ImageRef(@Nullable String domain, String path, @Nullable String tag, @Nullable String digest) {
        this.domain = domain;
        this.path = path;
        this.tag = tag;
        this.digest = digest;
    }

    /**
     * Parses a reference.
     *
     * @param text {@code [domain[:port]/]path[:tag][@digest]}
     * @return the reference
     * @throws InvalidInputException if the text is not such a reference
     */
    public static ImageRef parse(String text) {
        Objects.requireNonNull(text, "text");
        if (text.length() > LONGEST_TEXT) {
            throw refuse(text, "is longer than " + LONGEST_TEXT + " characters");
        }
        String rest = text;
        String digest = null;
        int at = rest.indexOf('@');
        if (at >= 0) {
            digest = checkedDigest(text, rest.substring(at + 1));
            rest = rest.substring(0, at);
        }
        String tag = null;
        int slash = rest.lastIndexOf('/');
        int colon = rest.indexOf(':', slash + 1);
        if (colon >= 0) {
            tag = checkedTag(text, rest.substring(colon + 1));
            rest = rest.substring(0, colon);
        }
        return withRepository(text, rest, tag, digest);
    }

    private static ImageRef withRepository(
            String text, String repository, @Nullable String tag, @Nullable String digest) {
        int slash = repository.indexOf('/');
        String domain = null;
        String path = repository;
        if (slash >= 0) {
            String first = repository.substring(0, slash);
            boolean isDomain = first.indexOf('.') >= 0
                    || first.indexOf(':') >= 0
                    || first.equals("localhost")
                    || first.chars().anyMatch(c -> c >= 'A' && c <= 'Z');
            if (isDomain) {
                domain = first;
                path = repository.substring(slash + 1);
                if (!DOMAIN.matcher(domain).matches()) {
                    throw refuse(text, "its registry \"" + domain + "\" is no host with an optional port");
                }
            }
        }
        if (repository.length() > LONGEST_REPOSITORY) {
            throw refuse(text, "its repository is longer than " + LONGEST_REPOSITORY + " characters");
        }
        if (domain == null && IDENTIFIER.matcher(path).matches()) {
            throw refuse(text, "is the id of an image on one machine, not a reference");
        }
        if (!PATH.matcher(path).matches()) {
            throw refuse(
                    text,
                    path.isEmpty()
                            ? "has no repository path"
                            : "its path is not lower case letters and digits parted by . _ __ - and /");
        }
        return new ImageRef(domain, path, tag, digest);
    }

    private static String checkedTag(String text, String tag) {
        if (!TAG.matcher(tag).matches()) {
            throw refuse(
                    text,
                    "its tag is not 1 to 128 letters, digits, underscores, dots and hyphens that begin with a letter, digit or underscore");
        }
        return tag;
    }

    private static String checkedDigest(String text, String digest) {
        Matcher known = grammarOf(digest).matcher(digest);
        if (!known.matches()) {
            throw refuse(
                    text,
                    "its digest is not an algorithm, a colon and as many hexadecimal digits as the algorithm has");
        }
        return digest;
    }

    /** Algorithms that are registered have their own number of digits, in lower case. */
    private static Pattern grammarOf(String digest) {
        if (digest.startsWith("sha256:")) {
            return SHA256;
        }
        if (digest.startsWith("sha384:")) {
            return SHA384;
        }
        return digest.startsWith("sha512:") ? SHA512 : DIGEST;
    }

    private static InvalidInputException refuse(String text, String why) {
        return new InvalidInputException(
                "the image reference",
                List.of(Problem.of("image", text, why, "write it as registry.example.com/team/app:tag@sha256:...")));
    }

    /** {@return the registry's host with its port, as written; empty where none was written (Docker Hub)} */
    public Optional<String> domain() {
        return Optional.ofNullable(domain);
    }

    /** {@return the path within the registry, as written} */
    public String path() {
        return path;
    }

    /** {@return the repository as written: the domain, where there is one, and the path} */
    public String repository() {
        return domain == null ? path : domain + "/" + path;
    }

    /** {@return the tag, where there is one} */
    public Optional<String> tag() {
        return Optional.ofNullable(tag);
    }

    /** {@return the digest with its algorithm, as in {@code sha256:9f86...}, where there is one} */
    public Optional<String> digest() {
        return Optional.ofNullable(digest);
    }

    /** {@return whether this is what {@code gitops init} writes where nothing was released yet: the tag {@code unreleased} without a digest} */
    public boolean isPlaceholder() {
        return digest == null && PLACEHOLDER.equals(tag);
    }

    /**
     * The same image with another tag and no digest.
     *
     * @param newTag the tag
     * @return a new reference
     */
    public ImageRef withTag(String newTag) {
        Objects.requireNonNull(newTag, "newTag");
        return new ImageRef(domain, path, checkedTag(repository() + ":" + newTag, newTag), null);
    }

    /**
     * The same image and tag, pinned to a digest.
     *
     * @param newDigest the digest with its algorithm
     * @return a new reference
     */
    public ImageRef withDigest(String newDigest) {
        Objects.requireNonNull(newDigest, "newDigest");
        return new ImageRef(domain, path, tag, checkedDigest(repository() + "@" + newDigest, newDigest));
    }

    /**
     * Whether another reference names the same repository, whatever its tag and digest.
     *
     * @param other the other reference
     * @return true if registry and path mean the same
     */
    public boolean sameRepository(ImageRef other) {
        Objects.requireNonNull(other, "other");
        return canonicalRepository().equals(other.canonicalRepository());
    }

    /** {@return the repository with the default registry and folder filled in and the host in lower case, as in {@code docker.io/library/nginx}} */
    public String canonicalRepository() {
        String written = domain == null ? DEFAULT_DOMAIN : domain.toLowerCase(Locale.ROOT);
        String host = written.equals("index.docker.io") ? DEFAULT_DOMAIN : written;
        String folder = host.equals(DEFAULT_DOMAIN) && path.indexOf('/') < 0 ? DEFAULT_FOLDER : "";
        return host + "/" + folder + path;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ImageRef that && canonical().equals(that.canonical());
    }

    @Override
    public int hashCode() {
        return canonical().hashCode();
    }

    private String canonical() {
        return canonicalRepository() + suffix();
    }

    private String suffix() {
        return (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
    }

    /** {@return the reference as it was written} */
    @Override
    public String toString() {
        return repository() + suffix();
    }
}
