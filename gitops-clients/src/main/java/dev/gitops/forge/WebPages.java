package dev.gitops.forge;

import dev.gitops.api.ImageRef;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.model.ForgeSpec;
import dev.gitops.forge.RepositoryAddress.Rule;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a person sees commits and images in a browser, told from addresses alone: nothing is asked. */
public final class WebPages {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,64}");
    private static final Pattern ECR = Pattern.compile("(\\d{12})\\.dkr\\.ecr\\.([a-z0-9-]+)\\.amazonaws\\.com");

    private static final Map<String, String> KNOWN_HOSTS = Map.of(
            "github.com", "github",
            "gitlab.com", "gitlab",
            "bitbucket.org", "bitbucket-cloud",
            "codeberg.org", "gitea",
            "dev.azure.com", "azure-devops",
            "ssh.dev.azure.com", "azure-devops");

    private WebPages() {}

    /**
     * The page of a commit.
     *
     * @param forge the host
     * @param repository the clone URL
     * @param commit the id
     * @return its address; empty where the host is not one of those whose pages are known
     */
    public static Optional<String> commit(ForgeSpec forge, String repository, String commit) {
        if (!COMMIT.matcher(commit).matches()) {
            return Optional.empty();
        }
        try {
            RepositoryAddress any = RepositoryAddress.of(forge.baseUrl().map(URI::create), repository, rule(""));
            String type = forge.none() ? KNOWN_HOSTS.getOrDefault(any.base().getHost(), "none") : forge.type();
            RepositoryAddress address = RepositoryAddress.of(forge.baseUrl().map(URI::create), repository, rule(type));
            return path(type, address).map(path -> page(address.base()) + encoded(path) + "/" + commit);
        } catch (InvalidInputException | IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    /** Azure DevOps answers ssh under a name of its own. */
    private static String page(URI base) {
        return base.toString().replace("://ssh.dev.azure.com", "://dev.azure.com");
    }

    private static Rule rule(String type) {
        String leading = switch (type) {
            case "bitbucket" -> "scm";
            case "azure-devops" -> "v3";
            default -> "";
        };
        return new Rule("a host", true, leading);
    }

    private static Optional<String> path(String type, RepositoryAddress address) {
        return Optional.ofNullable(
                switch (type) {
                    case "github", "gitea" -> "/" + address.path() + "/commit";
                    case "gitlab" -> "/" + address.path() + "/-/commit";
                    case "bitbucket-cloud" -> "/" + address.path() + "/commits";
                    case "bitbucket" -> "/projects/" + address.owner() + "/repos/" + address.name() + "/commits";
                    case "azure-devops" -> azure(address);
                    default -> null;
                });
    }

    /** Clone URLs have {@code _git} before the name, those of ssh have not. */
    private static String azure(RepositoryAddress address) {
        List<String> owner = Arrays.stream(address.owner().split("/"))
                .filter(part -> !part.equals("_git"))
                .toList();
        return "/" + String.join("/", owner) + "/_git/" + address.name() + "/commit";
    }

    /**
     * The page of an image: of well-known registries their own, of Gitea's the package, of others the list of tags as every registry answers it.
     *
     * @param forge the host, whose registry the image may be in
     * @param image the image
     * @return its address
     */
    public static Optional<String> image(ForgeSpec forge, ImageRef image) {
        String repository = image.canonicalRepository();
        int slash = repository.indexOf('/');
        String host = repository.substring(0, slash);
        String path = repository.substring(slash + 1);
        Matcher ecr = ECR.matcher(host);
        if (ecr.matches()) {
            return Optional.of("https://" + ecr.group(2) + ".console.aws.amazon.com/ecr/repositories/private/"
                    + ecr.group(1) + "/" + path);
        }
        if (host.equals("ghcr.io") || host.equals("gcr.io") || host.endsWith(".gcr.io") || host.endsWith(".pkg.dev")) {
            return Optional.of("https://" + host + "/" + path);
        }
        String tag = image.tag().orElse("");
        return Optional.of(
                switch (host) {
                    case "docker.io" ->
                        "https://hub.docker.com/"
                                + (path.startsWith("library/")
                                        ? "_/" + path.substring("library/".length())
                                        : "r/" + path)
                                + "/tags" + (tag.isEmpty() ? "" : "?name=" + tag);
                    case "quay.io" -> "https://quay.io/repository/" + path + "?tab=tags";
                    case "public.ecr.aws" -> "https://gallery.ecr.aws/" + path;
                    default -> ofHost(forge, host, path, tag);
                });
    }

    private static String ofHost(ForgeSpec forge, String host, String path, String tag) {
        int owner = path.indexOf('/');
        boolean isForges = forge.type().equals("gitea")
                && forge.baseUrl()
                        .map(URI::create)
                        .map(URI::getAuthority)
                        .filter(host::equals)
                        .isPresent();
        if (isForges && owner > 0) {
            return forge.baseUrl().orElse("").replaceFirst("/+$", "") + "/" + path.substring(0, owner)
                    + "/-/packages/container/" + path.substring(owner + 1).replace("/", "%2F")
                    + (tag.isEmpty() ? "" : "/" + tag);
        }
        return (isThisMachine(host) ? "http://" : "https://") + host + "/v2/" + path + "/tags/list";
    }

    private static boolean isThisMachine(String host) {
        return host.matches("(?:localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1])(?::\\d+)?");
    }

    private static String encoded(String path) {
        try {
            return new URI(null, null, path, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
