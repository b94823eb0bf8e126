package dev.gitops.engine.deployment;

import dev.gitops.api.AppSpec;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.Inventory;
import dev.gitops.api.model.TeamSpec;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Place;
import dev.gitops.inventory.InventoryLoader;
import dev.gitops.repository.Snapshot;
import java.util.Map;
import java.util.Optional;

/**
 * What policy says of an environment. Where the config repository has the inventory, what its branch's tip says counts, not what the file in front of us says: a change cannot loosen the rules that it
 * is checked by.
 *
 * @param environment the environment, with the application's overrides
 * @param teams the teams by name
 */
record ProtectedPolicy(EnvironmentSpec environment, Map<String, TeamSpec> teams) {

    static ProtectedPolicy at(Place place, Connections connections, Snapshot tip) {
        Inventory given = connections.inventory();
        String path = given.file().getFileName().toString();
        Optional<byte[]> committed = tip.read(path);
        if (committed.isEmpty()) {
            return new ProtectedPolicy(place.environment(), given.teams());
        }
        Inventory policy = InventoryLoader.load(
                path + " at " + tip.commit(), committed.get(), given.home(), InventoryLoader.providers());
        AppSpec app = policy.apps().get(place.app().name());
        EnvironmentSpec environment =
                app == null ? null : app.environments().get(place.environment().name());
        return new ProtectedPolicy(environment == null ? place.environment() : environment, policy.teams());
    }
}
