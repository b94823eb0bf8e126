package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.cli.CommandWorld.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands about one of many applications read no other: here another one's entry is wrong, which who reads the whole inventory is told. */
class OneOfManyTest {

    private static final int APPLICATIONS = 100;

    @TempDir
    private Path folder;

    private CommandWorld world() throws Exception {
        return CommandWorld.ofMany(folder, APPLICATIONS);
    }

    /** The last application has an environment that is none. */
    private CommandWorld wrongWorld() throws Exception {
        CommandWorld world = world();
        Path inventory = folder.resolve("apps.yaml");
        String text = Files.readString(inventory);
        int last = text.lastIndexOf("[dev, staging]");
        Files.writeString(inventory, text.substring(0, last) + "[dve]\n");
        return world;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "render app-7 dev",
                "render app-7 dev --commit HEAD",
                "affected --undeployed --app app-7",
                "status app-7",
                "history app-7 --in dev",
                "deploy app-7 dev --dry-run",
                "promote app-7 --from dev --to staging --unverified --dry-run",
                "release app-7 --image registry.example.com/app-7:2.0.0 --to dev --dry-run"
            })
    void readsNoOther(String command) throws Exception {
        Said said = wrongWorld().run(command.split(" "));
        assertThat(said.code()).as(said.out() + said.err()).isZero();
    }

    @Test
    void whoReadsAllIsToldWhatIsWrong() throws Exception {
        Said said = wrongWorld().run("check");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).contains("dve");
    }

    @Test
    void anUnknownNameIsToldWithSomeThatAreKnown() throws Exception {
        Said said = world().run("render", "shop", "dev");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err())
                .contains("app-0, ", " and 90 more; gitops status lists them")
                .doesNotContain("app-10");
    }
}
