package dev.gitops.jobdsl;

import dev.gitops.api.AppSpec;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.Inventory;
import java.util.List;

/** Which dispatchers start what comes after an application, so that nothing has to wait for their next hour. */
record Followers(Inventory inventory, Layout layout) {

    List<String> dispatchers(AppSpec app, EnvironmentName environment) {
        return inventory.apps().values().stream()
                .filter(other -> other.after().contains(app.name())
                        && other.environments().containsKey(environment))
                .map(other -> dispatcher(inventory.repositoryOf(other).repository()))
                .distinct()
                .sorted()
                .toList();
    }

    private String dispatcher(String repository) {
        boolean own = inventory
                .config()
                .filter(config -> config.repository().equals(repository))
                .isPresent();
        return own
                ? "dispatch"
                : layout.dispatch(repository).substring(layout.deliver().length() + 1);
    }
}
