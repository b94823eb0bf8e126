package dev.gitops.engine;

import static dev.gitops.api.EnvironmentName.DEV;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.Inventory;
import dev.gitops.api.Settings;
import dev.gitops.engine.reading.States;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Place;
import dev.gitops.repository.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beside what each tree says by itself. On real bare Git. */
class StatesTest {

    @TempDir
    Path folder;

    private final Random random = new Random(17);

    @Test
    void areThoseOfEachTree() throws Exception {
        TestWorld world = new TestWorld(folder);
        List<String> commits = new ArrayList<>(List.of(world.tip("main")));
        for (int i = 0; i < 12; i++) {
            String place = List.of("dev", "dev", "staging", "other").get(random.nextInt(4));
            world.push(
                    "carol",
                    Map.of("apps/shop/" + place + "/deployment.yaml", TestWorld.deployment("1." + random.nextInt(2))));
            commits.add(world.tip("main"));
        }
        world.as("alice").close();
        Path file = folder.resolve("again.yaml");
        Files.writeString(file, world.inventory());
        Inventory inventory = Inventory.load(file);
        Settings settings = Settings.builder()
                .actor("alice")
                .cacheFolder(folder.resolve("cache"))
                .build();
        try (Connections connections = new Connections(inventory, settings)) {
            Place place = Place.of(inventory.apps().get("shop"), DEV, connections);
            place.tip();
            States states = new States(place);
            List<String> known = new ArrayList<>();
            for (String commit : commits) {
                Snapshot tree = place.workspace().repository().at(commit);
                String key = states.of(tree);
                assertThat(key).isEqualTo(place.stateKey(tree));
                known.add(key);
            }
            assertThat(known.stream().distinct().count()).isBetween(2L, 4L);
        }
    }
}
