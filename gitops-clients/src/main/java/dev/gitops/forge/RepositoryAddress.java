package dev.gitops.forge;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a repository stands: its host's base URL, its owner and its name, taken from its clone URL. User names and passwords in the URL are left behind.
 *
 * @param base the host's base URL, with its path prefix, without a final slash
 * @param owner the owner, group or project; with subgroups, separated by slashes
 * @param name the repository's name, without {@code .git}
 */
public record RepositoryAddress(URI base, String owner, String name) {

    private static final Pattern SCP_LIKE = Pattern.compile("(?:[^@/:]+@)?(\\[[0-9a-fA-F:]+]|[^@/:]+):(?!//)(.+)");
    private static final Pattern PART =
            Pattern.compile("[\\p{L}\\p{N}_.~+-](?:[\\p{L}\\p{N}_.~+ -]{0,253}[\\p{L}\\p{N}_.~+-])?");

    /**
     * Takes a clone URL apart.
     *
     * @param baseUrl the host's base URL, where the inventory gives one; its path prefix is no part of the repository's path
     * @param repository https, http or ssh URL, or {@code user@host:owner/name.git}
     * @param rule how many parts the path has
     * @return the address
     * @throws InvalidInputException if the URL names no repository of such a host
     */
    public static RepositoryAddress of(Optional<URI> baseUrl, String repository, Rule rule) {
        baseUrl.ifPresent(RepositoryAddress::check);
        URI url = url(repository);
        boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        URI base = baseUrl.map(RepositoryAddress::withoutEnd).orElseGet(() -> origin(url, web));
        String path = url.getPath();
        String prefix = base.getPath() + "/";
        if (web && !base.getPath().isEmpty() && path.startsWith(prefix)) {
            path = path.substring(prefix.length());
        }
        List<String> parts =
                Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
        if (!rule.leading().isEmpty() && parts.size() > 2 && parts.get(0).equals(rule.leading())) {
            parts = parts.subList(1, parts.size());
        }
        int last = parts.size() - 1;
        if (last < 1 || last > 1 && !rule.subgroups()) {
            throw refused(repository, "names no repository of " + rule.host() + ": expected " + rule.shape());
        }
        String name = parts.get(last).replaceFirst("\\.git$", "");
        for (String part : parts) {
            if (!PART.matcher(part).matches() || part.matches("\\.+") || name.matches("\\.*")) {
                throw refused(repository, "names no repository of " + rule.host() + ": a part is not allowed");
            }
        }
        return new RepositoryAddress(base, String.join("/", parts.subList(0, last)), name);
    }

    /**
     * What a host's clone URLs look like.
     *
     * @param host the host's name, for messages
     * @param subgroups whether an owner may have more than one part
     * @param leading a first part that belongs to no repository; empty where there is none
     */
    public record Rule(String host, boolean subgroups, String leading) {
        String shape() {
            return subgroups ? "GROUP/.../NAME" : "OWNER/NAME";
        }
    }

    /** {@return the owner and the name} */
    public String path() {
        return owner + "/" + name;
    }

    private static URI url(String repository) {
        Matcher scp = SCP_LIKE.matcher(repository);
        String text = !repository.contains("://") && scp.matches()
                ? "ssh://" + scp.group(1) + "/" + scp.group(2)
                : repository;
        try {
            URI url = new URI(text);
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            if (url.getHost() == null
                    || !List.of("https", "http", "ssh", "git+ssh").contains(scheme)) {
                throw refused(text, "is no URL of a repository on a host");
            }
            if (url.getRawQuery() != null || url.getRawFragment() != null) {
                throw refused(text, "has a query or a fragment");
            }
            return new URI(scheme, null, url.getHost(), url.getPort(), url.getPath(), null, null);
        } catch (URISyntaxException e) {
            throw refused(text, "is no URL");
        }
    }

    private static URI origin(URI url, boolean web) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        if (!web) {
            return URI.create("https://" + host.replaceFirst("^(?:alt)?ssh\\.(?=git)", ""));
        }
        return URI.create(url.getScheme() + "://" + host + (url.getPort() < 0 ? "" : ":" + url.getPort()));
    }

    private static void check(URI base) {
        boolean web = "https".equalsIgnoreCase(base.getScheme()) || "http".equalsIgnoreCase(base.getScheme());
        if (!web || base.getHost() == null || base.getRawQuery() != null || base.getRawFragment() != null) {
            throw invalid(
                    "forge.url",
                    withoutUser(base.toString()),
                    "is no base URL of a host",
                    "such as https://git.example.com");
        }
        if (base.getRawUserInfo() != null) {
            throw invalid(
                    "forge.url",
                    withoutUser(base.toString()),
                    "holds a user or password",
                    "set GITOPS_FORGE_TOKEN instead");
        }
    }

    private static URI withoutEnd(URI base) {
        return URI.create(base.toString().replaceFirst("/+$", ""));
    }

    private static InvalidInputException refused(String repository, String why) {
        return invalid(
                "config.repository",
                withoutUser(repository),
                why,
                "give the clone URL, such as https://git.example.com/platform/infra.git or git@git.example.com:platform/infra.git");
    }

    private static InvalidInputException invalid(String key, String value, String why, String hint) {
        return new InvalidInputException("the forge", List.of(new Problem(null, 0, 0, key, value, why, hint)));
    }

    /** A URL that is refused may still hold a password. */
    private static String withoutUser(String url) {
        return url.replaceFirst("://[^/@]*@", "://");
    }
}
