package dev.gitops.cli.init;

import dev.gitops.api.Inventory;
import dev.gitops.codeowners.Dialect;
import dev.gitops.inventory.InventoryLoader;
import dev.gitops.inventory.InventorySchema;
import dev.gitops.yaml.YamlFile;
import dev.gitops.yaml.YamlPath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A config repository that is to be.
 *
 * @param repository its URL
 * @param forge the host's type, as in the inventory
 * @param owner who must review what decides production, as the host names them
 * @param delivery how manifests reach the clusters, as in the inventory; empty for the usual way
 * @param app its first application
 */
public record NewConfig(String repository, String forge, String owner, Optional<String> delivery, NewApp app) {

    private static final String INVENTORY = "apps.yaml";
    private static final List<String> ENVIRONMENTS = List.of("dev", "staging", "production");
    private static final String SCHEMA = "apps.schema.json";

    /** By it editors check and complete the inventory. */
    private static final String EDITOR_LINE = "# yaml-language-server: $schema=" + SCHEMA + "\n";

    /**
     * Its files.
     *
     * @param folder the folder they go to
     * @return the files, not yet written
     * @throws dev.gitops.api.InvalidInputException if the inventory would not be valid
     */
    public Scaffold files(Path folder) {
        YamlFile file = inventory();
        Inventory inventory = InventoryLoader.load(INVENTORY, file.bytes(), folder, InventoryLoader.providers());
        Scaffold scaffold = new Scaffold(folder);
        scaffold.add(INVENTORY, EDITOR_LINE + file.text());
        scaffold.add(SCHEMA, InventorySchema.of(InventoryLoader.providers()));
        app.manifests(scaffold, List.copyOf(inventory.environments().values()));
        owners(scaffold, Dialect.of(forge));
        scaffold.add("Jenkinsfile", Template.text("seed/pipelines/config.Jenkinsfile"));
        scaffold.add("README.md", Template.text("README.md"));
        SeedFolder.addTo(scaffold);
        scaffold.add(".gitignore", Template.text("gitignore"));
        return scaffold;
    }

    /** The file owns itself, and the places where the host would look for it before. */
    private void owners(Scaffold scaffold, Dialect dialect) {
        String place = dialect == Dialect.BITBUCKET ? ".bitbucket/CODEOWNERS" : "CODEOWNERS";
        List<String> places = dialect.places();
        String itself = places.subList(0, places.indexOf(place) + 1).stream()
                .map(file -> dialect.exampleOfFile(file).replace("@OWNER", owner))
                .collect(Collectors.joining("\n"));
        scaffold.add(
                place,
                Template.fill(
                        dialect == Dialect.GITEA ? "CODEOWNERS.gitea" : "CODEOWNERS",
                        Map.of("OWNER", owner, "ITSELF", itself)));
    }

    private YamlFile inventory() {
        YamlFile template = YamlFile.of(INVENTORY, Template.text("apps.yaml").getBytes(StandardCharsets.UTF_8));
        YamlPath first = YamlPath.of("apps").item(0);
        var edit = template.edit()
                .set(YamlPath.of("config", "repository"), repository)
                .set(YamlPath.of("forge", "type"), forge)
                .set(first.key("name"), app.name())
                .set(first.key("image"), app.image())
                .set(first.key("manifests").key("kustomize"), "apps/" + app.name());
        if (delivery.isPresent()) {
            for (String environment : ENVIRONMENTS) {
                edit = edit.set(YamlPath.of("environments", environment, "delivery"), delivery.get());
            }
        }
        return edit.apply();
    }
}
