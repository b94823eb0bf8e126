package dev.gitops.jobdsl;

import dev.gitops.api.AppSpec;
import dev.gitops.api.Inventory;
import dev.gitops.api.model.TeamSpec;
import dev.gitops.jobdsl.model.PlannedFolder;
import dev.gitops.jobdsl.model.PlannedFolder.Grant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The folders, parents first, split by trust. */
record Folders(Inventory inventory, Layout layout, boolean teamPermissions) {

    private static final List<String> MAY_START = List.of(
            "hudson.model.Item.Read",
            "hudson.model.Item.Discover",
            "hudson.model.Item.Build",
            "hudson.model.Item.Cancel");

    List<PlannedFolder> all(Collection<AppSpec> apps) {
        List<PlannedFolder> folders = new ArrayList<>();
        String path = "";
        for (String segment : layout.folder().split("/")) {
            path = path.isEmpty() ? segment : path + '/' + segment;
            folders.add(
                    new PlannedFolder(path, "Made from the inventory; changes made by hand are undone.", List.of()));
        }
        folders.add(new PlannedFolder(
                layout.build(),
                "Builds of applications. Their code runs here: keep no delivery credentials here.",
                List.of()));
        folders.add(new PlannedFolder(
                layout.deliver(),
                "Delivery. Only scripts of the seed run here: the delivery credentials belong to this folder.",
                List.of()));
        apps.forEach(app ->
                folders.add(new PlannedFolder(layout.deliver(app), "Delivery of " + app.name() + '.', grants(app))));
        return folders;
    }

    private List<Grant> grants(AppSpec app) {
        Optional<String> owner = app.team().filter(unused -> teamPermissions);
        if (owner.isEmpty()) {
            return List.of();
        }
        List<Grant> grants = new ArrayList<>();
        grants.add(new Grant("group", owner.get(), MAY_START));
        TeamSpec team = inventory.teams().get(owner.get());
        if (team != null) {
            team.approvers().stream()
                    .sorted()
                    .distinct()
                    .forEach(person -> grants.add(new Grant("user", person, MAY_START)));
        }
        return grants;
    }
}
