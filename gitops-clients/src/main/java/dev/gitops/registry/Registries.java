package dev.gitops.registry;

import dev.gitops.api.ImageRef;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Settings;
import dev.gitops.network.Network;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The registries that images come from. Plain HTTP is spoken to loopback addresses only; credentials are taken from Docker's configuration and are sent to the registry they belong to, and to
 * the token service it names. May be used by several threads.
 */
public final class Registries {

    private static final String DIGEST = "Docker-Content-Digest";
    private static final String ACCEPT =
            "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json,"
                    + " application/vnd.docker.distribution.manifest.list.v2+json,"
                    + " application/vnd.docker.distribution.manifest.v2+json";

    private final Http http;
    private final Authorization authorization;

    Registries(Http http, Authorization authorization) {
        this.http = http;
        this.authorization = authorization;
    }

    /**
     * Registries with the credentials of {@code DOCKER_CONFIG}, else of {@code ~/.docker/config.json}. Nothing is read or connected yet.
     *
     * @param settings the variables and who is told of retries
     * @return the registries
     */
    public static Registries open(Settings settings) {
        Http http = new Http(Network.of(settings.environment()), Http.PATIENCE, settings.progress());
        return new Registries(
                http, new Authorization(http, DockerCredentials.of(settings.environment(), settings::credentialsFor)));
    }

    /**
     * Pins an image to what its tag means now. A digest that is there already is kept, and nobody is asked.
     *
     * @param image the image; without tag and digest, {@code latest} is asked for
     * @return the same image and tag with a digest
     * @throws RegistryException if the registry has no such image, or could not be asked
     */
    public ImageRef pin(ImageRef image) {
        return image.digest().isPresent() ? image : image.withDigest(digest(image));
    }

    /**
     * The digest of an image in its registry.
     *
     * @param image the image; a digest goes before a tag
     * @return the digest with its algorithm
     * @throws RegistryException if the registry has no such image, or could not be asked
     */
    public String digest(ImageRef image) {
        return find(image).orElseThrow(() -> {
            Host host = Host.of(image);
            return RegistryException.refused(
                    host.name(),
                    404,
                    "asked " + host.name() + " for " + image
                            + ": there is no such image; check its name and tag, and that it was pushed");
        });
    }

    /**
     * Whether an image is in its registry.
     *
     * @param image the image; a digest goes before a tag
     * @return true if it is there; false if the registry knows no such repository, tag or digest
     * @throws RegistryException if the registry could not be asked, or does not let us see it
     */
    public boolean exists(ImageRef image) {
        return find(image).isPresent();
    }

    /**
     * The manifest of an artifact, as the registry has it.
     *
     * @param artifact a reference with a digest, which the content is checked against
     * @return the manifest's bytes
     * @throws RegistryException if the registry has none, gives another content, or could not be asked
     */
    public byte[] manifest(ImageRef artifact) {
        Host host = Host.of(artifact);
        String digest = artifact.digest().orElseThrow(() -> new IllegalArgumentException(artifact + " has no digest"));
        return content(host, artifact, host.manifest(artifact), digest);
    }

    /**
     * A layer of an artifact: a packed chart, for example.
     *
     * @param artifact the artifact
     * @param digest the layer's digest, which the content is checked against
     * @return the layer's bytes
     * @throws RegistryException if the registry has none, gives another content, or could not be asked
     */
    public byte[] blob(ImageRef artifact, String digest) {
        Host host = Host.of(artifact);
        return content(host, artifact, host.blob(artifact.withDigest(digest)), digest);
    }

    private byte[] content(Host host, ImageRef artifact, URI address, String digest) {
        HttpResponse<byte[]> answer = ask(host, artifact, address, "GET");
        if (answer.statusCode() == 404) {
            throw RegistryException.refused(
                    host.name(),
                    404,
                    "asked " + host.name() + " for " + address.getPath()
                            + ": it is not there; check name and digest, and that it was pushed");
        }
        String given = "sha256:" + sha256(answer.body());
        if (!given.equals(digest)) {
            throw RegistryException.refused(
                    host.name(),
                    200,
                    "asked " + host.name() + " for " + address.getPath() + ": it answered with another content, "
                            + given);
        }
        return answer.body();
    }

    private Optional<String> find(ImageRef image) {
        Host host = Host.of(image);
        URI manifest = host.manifest(image);
        HttpResponse<byte[]> answer = ask(host, image, manifest, "HEAD");
        if (answer.statusCode() == 404) {
            return Optional.empty();
        }
        Optional<String> digest = answer.headers().firstValue(DIGEST);
        if (digest.isEmpty()) {
            digest = Optional.of(
                    "sha256:" + sha256(ask(host, image, manifest, "GET").body()));
        }
        return Optional.of(checked(host, image, digest.get()));
    }

    private HttpResponse<byte[]> ask(Host host, ImageRef image, URI manifest, String method) {
        String what = "asked " + host.name() + " for " + image;
        HttpRequest.Builder request = HttpRequest.newBuilder(manifest)
                .header("Accept", ACCEPT)
                .method(method, HttpRequest.BodyPublishers.noBody());
        HttpResponse<byte[]> answer = authorization.send(host, image, request, what);
        int status = answer.statusCode();
        if (status == 200 || status == 404) {
            return answer;
        }
        String why = switch (status) {
            case 401 -> authorization.advice(host);
            case 403 -> "it does not let us see this repository (403); ask for the right to pull";
            case 429 -> "it is overloaded or our quota is used up (429); try again later, or log in with docker login";
            default -> "it answered with status " + status;
        };
        throw new RegistryException(host.name(), status, status == 429 || status >= 500, what + ": " + why, null);
    }

    /** The digest goes into manifests and commits: it is what we asked for, and of a form we know. */
    private static String checked(Host host, ImageRef image, String digest) {
        String asked = image.digest().orElse(digest);
        try {
            image.withDigest(digest);
        } catch (InvalidInputException e) {
            throw new RegistryException(
                    host.name(),
                    200,
                    false,
                    "asked " + host.name() + " for " + image + ": it answered with a digest that is none",
                    e);
        }
        if (!asked.equals(digest)) {
            throw RegistryException.refused(
                    host.name(),
                    200,
                    "asked " + host.name() + " for " + image + ": it answered with another digest, " + digest);
        }
        return digest;
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
