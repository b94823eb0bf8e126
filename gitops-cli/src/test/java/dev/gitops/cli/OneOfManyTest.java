package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.cli.CommandWorld.Said;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands about one of many applications read no other: here another one's entry is wrong, which who reads the whole inventory is told. */
class OneOfManyTest {

    private static final int APPLICATIONS = 100;

    @TempDir
    private Path folder;

    private CommandWorld world(String environmentsOfTheLast) throws Exception {
        StringBuilder inventory = new StringBuilder("""
                apiVersion: gitops.dev/v1
                kind: Inventory
                config: { repository: "@CONFIG@", branch: main }
                forge: { type: none }
                environments:
                  dev: { cluster: dev, namespace: dev, delivery: rendered }
                  staging: { cluster: staging, namespace: staging, promotesFrom: [dev], delivery: rendered }
                apps:
                """);
        for (int i = 0; i < APPLICATIONS; i++) {
            inventory.append("""
                      - name: %1$s
                        image: registry.example.com/%1$s
                        manifests: { plain: "apps/%1$s/{environment}" }
                        environments: [%2$s]
                    """.formatted("app-" + i, i == APPLICATIONS - 1 ? environmentsOfTheLast : "dev, staging"));
        }
        Map<String, String> files = new LinkedHashMap<>();
        for (String environment : new String[] {"dev", "staging"}) {
            files.put("apps/app-7/" + environment + "/pod.yaml", """
                    apiVersion: v1
                    kind: Pod
                    metadata: { name: app-7 }
                    spec: { containers: [{ name: main, image: "registry.example.com/app-7:1.0.0" }] }
                    """);
        }
        return CommandWorld.of(folder, inventory.toString(), files);
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
        Said said = world("dve").run(command.split(" "));
        assertThat(said.code()).as(said.out() + said.err()).isZero();
    }

    @Test
    void whoReadsAllIsToldWhatIsWrong() throws Exception {
        Said said = world("dve").run("check");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).contains("dve");
    }

    @Test
    void anUnknownNameIsToldWithSomeThatAreKnown() throws Exception {
        Said said = world("dev").run("render", "shop", "dev");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err())
                .contains("app-0, ", " and 90 more; gitops status lists them")
                .doesNotContain("app-10");
    }
}
