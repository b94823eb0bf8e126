package dev.gitops.cli.output;

import dev.gitops.api.AppSpec;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Inventory;
import dev.gitops.api.model.RepositorySpec;
import dev.gitops.audit.report.ReportInput.Links;
import dev.gitops.forge.WebPages;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Where commits and images are to be seen, as the inventory's forge and the images' registries have it. */
public final class ReportLinks implements Links {

    private static final String ANY = "0".repeat(40);

    private final Inventory inventory;
    private final Map<String, Optional<String>> commits = new ConcurrentHashMap<>();

    /**
     * The links of an inventory.
     *
     * @param inventory says which host and which repositories
     */
    public ReportLinks(Inventory inventory) {
        this.inventory = inventory;
    }

    @Override
    public Optional<String> commit(String app, String commit) {
        boolean isId = commit.length() == ANY.length() && commit.chars().allMatch(c -> Character.digit(c, 16) >= 0);
        return repository(app)
                .filter(repository -> isId)
                .flatMap(repository ->
                        commits.computeIfAbsent(repository, url -> WebPages.commit(inventory.forge(), url, ANY)))
                .map(page -> page.substring(0, page.length() - ANY.length()) + commit);
    }

    /** That of the application; of one that the inventory no longer has, that of all. */
    private Optional<String> repository(String app) {
        return Optional.ofNullable(inventory.apps().get(app))
                .flatMap(AppSpec::config)
                .or(inventory::config)
                .map(RepositorySpec::repository);
    }

    @Override
    public Optional<String> image(ImageRef image) {
        return WebPages.image(inventory.forge(), image);
    }
}
