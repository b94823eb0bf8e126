package dev.gitops.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.spi.Provider;
import org.junit.jupiter.api.Test;

class ProvidersOfThisModuleTest {

    @Test
    void areFoundAndHaveSchemasThatTheLoaderKnows() {
        assertThat(InventoryLoader.providers()).extracting(Provider::kind).doesNotHaveDuplicates();
        assertThat(InventorySchema.of(InventoryLoader.providers())).contains("\"$defs\"");
    }
}
