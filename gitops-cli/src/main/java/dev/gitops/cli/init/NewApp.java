package dev.gitops.cli.init;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Names;
import dev.gitops.api.Problem;
import dev.gitops.inventory.InventoryLoader;
import dev.gitops.yaml.YamlFile;
import dev.gitops.yaml.YamlPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An application that is to be in a config repository.
 *
 * @param name its name
 * @param image its image's repository
 * @param team its team, where it has one
 * @param source the URL of its source, where it is known
 */
public record NewApp(String name, String image, Optional<String> team, Optional<String> source) {

    /** Checks the name, which becomes a part of paths. */
    public NewApp {
        name(name);
    }

    /**
     * Checks a name.
     *
     * @param name what an application is to be called
     * @return the name
     * @throws InvalidInputException if no application may be called so
     */
    public static String name(String name) {
        if (!Names.isLabel(name)) {
            throw new InvalidInputException(
                    "the application's name", List.of(Problem.of("app", name, Names.NOT_A_LABEL, Names.LABEL_HINT)));
        }
        return name;
    }

    /**
     * Its manifests: a base, and an overlay an environment.
     *
     * @param scaffold gets the files
     * @param environments the environments
     */
    public void manifests(Scaffold scaffold, List<EnvironmentSpec> environments) {
        String home = "apps/" + name + "/";
        Map<String, String> values = Map.of("APP", name, "IMAGE", image);
        for (String file : List.of("kustomization.yaml", "deployment.yaml", "service.yaml")) {
            scaffold.add(home + "base/" + file, Template.fill("app/" + file, values));
        }
        for (EnvironmentSpec environment : environments) {
            Map<String, String> more = new LinkedHashMap<>(values);
            String namespace = environment
                    .namespace()
                    .map(name -> "namespace: " + name + "\n")
                    .orElse("");
            more.put("NAMESPACE", namespace);
            scaffold.add(
                    home + "overlays/" + environment.name() + "/kustomization.yaml",
                    Template.fill("app/overlay.yaml", more));
        }
    }

    /**
     * An inventory with this application in it; every other byte stays.
     *
     * @param inventory the inventory without it
     * @return the text of the inventory's file with it
     * @throws InvalidInputException if it is there already, or the inventory would not be valid with it
     */
    public YamlFile inventory(Inventory inventory) {
        if (inventory.apps().containsKey(name)) {
            throw new InvalidInputException(
                    "the application's name",
                    List.of(Problem.of("app", name, "the inventory has it already", "choose another name")));
        }
        YamlFile file = read(inventory.file());
        YamlFile with = file.edit().add(YamlPath.of("apps"), entry(inventory)).apply();
        Path home = inventory.home();
        InventoryLoader.load(
                String.valueOf(inventory.file().getFileName()), with.bytes(), home, InventoryLoader.providers());
        return with;
    }

    /**
     * The Jenkinsfile that builds it.
     *
     * @param folder a clone of its source
     * @param inventory the inventory, which says where builds go first
     * @return the file, not yet written
     */
    public Scaffold jenkinsfile(Path folder, Inventory inventory) {
        String first = inventory.environments().keySet().stream()
                .findFirst()
                .map(EnvironmentName::value)
                .orElse("dev");
        String registry = inventory.jenkins().credentials().getOrDefault("registry", "registry-creds");
        String text = Template.text("seed/pipelines/build.Jenkinsfile")
                .replace("'registry.example.com/team/app'", groovy(image))
                .replace("'registry-creds'", groovy(registry))
                .replace("[main: 'dev']", "[main: " + groovy(first) + "]");
        Scaffold scaffold = new Scaffold(folder);
        scaffold.add("Jenkinsfile", text);
        return scaffold;
    }

    /** Image, environment and credential id are checked before; this makes sure that nothing in them could end the text. */
    private static String groovy(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
    }

    private Map<String, Object> entry(Inventory inventory) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", name);
        team.ifPresent(there -> entry.put("team", there));
        source.ifPresent(there -> entry.put("source", there));
        entry.put("image", image);
        entry.put("manifests", Map.of("kustomize", "apps/" + name));
        List<Object> environments = new ArrayList<>();
        inventory.environments().keySet().forEach(environment -> environments.add(environment.value()));
        entry.put("environments", environments);
        return entry;
    }

    private static YamlFile read(Path file) {
        try {
            return YamlFile.of(file.toString(), Files.readAllBytes(file));
        } catch (IOException unreadable) {
            throw new InvalidInputException(
                    "the inventory " + file,
                    List.of(new Problem(file.toString(), 0, 0, null, null, "cannot be read: " + unreadable, null)),
                    unreadable);
        }
    }
}
