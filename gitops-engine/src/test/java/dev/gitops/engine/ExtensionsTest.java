package dev.gitops.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.BrokenProviderException;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Settings;
import dev.gitops.notify.Notifiers;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryProvider;
import dev.gitops.spi.NotifierProvider;
import dev.gitops.testing.SampleRecords;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtensionsTest {

    private static final String INVENTORY = """
            apiVersion: gitops.dev/v1
            kind: Inventory
            config: { repository: https://git.example.com/platform/infra.git, branch: main }
            environments:
              dev: { delivery: pigeon }
            apps:
              - name: shop
                image: registry.example.com/payments/shop
                manifests: { plain: "apps/shop/{environment}" }
                environments: [dev]
            """;

    @TempDir
    private Path folder;

    @Test
    void aDeliveryInCodeIsAKindThatTheInventoryMayName() {
        Inventory inventory = Inventory.parse(
                INVENTORY, settings().addExtensions(new Pigeon()).build());
        assertThat(inventory.environments().get(EnvironmentName.DEV).delivery().kind())
                .isEqualTo("pigeon");
        assertThatThrownBy(() -> Inventory.parse(INVENTORY))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("pigeon");
    }

    @Test
    void aNotifierInCodeIsToldAndOneThatFailsStopsNobody() {
        List<DeploymentRecord> told = new ArrayList<>();
        List<String> said = new ArrayList<>();
        NotifierProvider failing = (inventory, settings) -> record -> {
            throw new IllegalStateException("no wings");
        };
        NotifierProvider keeping = (inventory, settings) -> told::add;
        Settings settings = settings()
                .addExtensions(failing, keeping, new Pigeon())
                .progress(said::add)
                .build();
        DeploymentRecord record = SampleRecords.small().build();
        Notifiers.of(Inventory.parse(INVENTORY, settings), settings).tell(record);
        assertThat(told).containsExactly(record);
        assertThat(said).anyMatch(line -> line.contains("could not notify"));
    }

    @Test
    void aBrokenProviderOnTheClassPathIsNamed() throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(DeliveryProvider.class.getName()), "com.example.Gone\n");
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            Settings settings = settings().classLoader(loader).build();
            assertThatThrownBy(() -> Inventory.parse(INVENTORY, settings))
                    .isInstanceOf(BrokenProviderException.class)
                    .hasMessageContaining("com.example.Gone");
        }
    }

    private dev.gitops.api.ImmutableSettings.Builder settings() {
        return Settings.builder()
                .cacheFolder(folder.resolve("cache"))
                .actor("alice")
                .environment(Map.of());
    }

    /** A delivery that an embedding tool brings. */
    private static final class Pigeon implements DeliveryProvider {
        @Override
        public String kind() {
            return "pigeon";
        }

        @Override
        public String schema() {
            return "{}";
        }

        @Override
        public Delivery open(Context context) {
            throw new UnsupportedOperationException("nothing is delivered in this test");
        }
    }
}
