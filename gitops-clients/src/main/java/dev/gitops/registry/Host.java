package dev.gitops.registry;

import dev.gitops.api.ImageRef;
import java.net.URI;
import java.util.Locale;

/**
 * The registry of an image.
 *
 * @param name the host with its port, as the reference has it; {@code docker.io} where it has none
 * @param api the base of its API: Docker Hub answers under another name
 */
record Host(String name, URI api) {

    private static final String HUB = "docker.io";
    private static final String HUB_API = "registry-1.docker.io";

    private static final int LAST_PORT = 65_535;

    static Host of(ImageRef image) {
        String repository = image.canonicalRepository();
        String name = repository.substring(0, repository.indexOf('/')).toLowerCase(Locale.ROOT);
        String server = name.equals(HUB) ? HUB_API : name;
        URI https = URI.create("https://" + server);
        if (https.getHost() == null || https.getPort() > LAST_PORT) {
            throw RegistryException.refused(
                    name, 0, "cannot ask " + name + " for " + image + ": it is no host with a port");
        }
        return new Host(name, isLoopback(https.getHost()) ? URI.create("http://" + server) : https);
    }

    URI manifest(ImageRef image) {
        String reference = image.digest().or(image::tag).orElse("latest");
        return URI.create(api + "/v2/" + path(image) + "/manifests/" + reference);
    }

    URI blob(ImageRef image) {
        return URI.create(
                api + "/v2/" + path(image) + "/blobs/" + image.digest().orElseThrow());
    }

    /** {@return the path within the registry, with Docker Hub's folder where the reference leaves it out} */
    static String path(ImageRef image) {
        String repository = image.canonicalRepository();
        return repository.substring(repository.indexOf('/') + 1);
    }

    boolean isDockerHub() {
        return name.equals(HUB);
    }

    boolean isLoopback() {
        return isLoopback(api.getHost());
    }

    /** By the name alone, so that nobody's name service can make a host count as this machine. */
    static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || isLoopback4(host);
    }

    private static boolean isLoopback4(String host) {
        String[] parts = host.split("\\.", -1);
        if (parts.length != 4 || !parts[0].equals("127")) {
            return false;
        }
        for (String part : parts) {
            if (part.isEmpty() || part.length() > 3 || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return false;
            }
        }
        return true;
    }

    /** {@return whether two URLs lead to the same scheme, host and port} */
    static boolean sameOrigin(URI one, URI other) {
        return String.valueOf(one.getScheme()).equalsIgnoreCase(other.getScheme())
                && String.valueOf(one.getHost()).equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : "http".equalsIgnoreCase(url.getScheme()) ? 80 : 443;
    }

    @Override
    public String toString() {
        return name;
    }
}
