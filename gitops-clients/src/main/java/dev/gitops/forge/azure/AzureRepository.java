package dev.gitops.forge.azure;

import dev.gitops.forge.RepositoryAddress;
import dev.gitops.http.Resource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where things of a repository stand: below its organisation and its project.
 *
 * @param organisation the parts of the organisation's or collection's path; empty where the host's name says it
 * @param project the project
 * @param name the repository's name
 */
record AzureRepository(List<String> organisation, String project, String name) {

    private static final String VERSION = "7.1";

    /** Clone URLs have {@code _git} before the name; without a project between, the project has the repository's name. */
    static AzureRepository of(RepositoryAddress address) {
        List<String> parts = Arrays.stream(address.owner().split("/"))
                .filter(part -> !part.equals("_git"))
                .toList();
        boolean inHost = address.base().getHost().endsWith(".visualstudio.com");
        int fewest = inHost ? 1 : 2;
        if (parts.size() < fewest) {
            return new AzureRepository(parts, address.name(), address.name());
        }
        int last = parts.size() - 1;
        return new AzureRepository(parts.subList(0, last), parts.get(last), address.name());
    }

    /** {@return something of the organisation} */
    Resource ofOrganisation(String... below) {
        return resource(organisation, below);
    }

    /** {@return something of the project} */
    Resource ofProject(String... below) {
        return resource(Stream.concat(organisation.stream(), Stream.of(project)).toList(), below);
    }

    /** {@return something of the repository} */
    Resource at(String... below) {
        return versioned(bare(below));
    }

    /** {@return something of a pull request} */
    Resource pull(long number, String... below) {
        return versioned(bare("pullrequests").at(number).at(below));
    }

    private Resource bare(String... below) {
        Resource project = Resource.of(organisation.toArray(String[]::new)).at(this.project);
        return project.at("_apis", "git", "repositories", name).at(below);
    }

    private static Resource resource(List<String> parts, String... below) {
        return versioned(Resource.of(parts.toArray(String[]::new)).at("_apis").at(below));
    }

    private static Resource versioned(Resource resource) {
        return resource.with("api-version", VERSION);
    }
}
