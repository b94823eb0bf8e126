package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cli.CommandWorld.Said;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code gitops promote --all}, from the arguments to the exit code. */
class TrainCommandTest {

    @TempDir
    Path folder;

    private CommandWorld world;

    @BeforeEach
    void verifyReleases() throws Exception {
        world = CommandWorld.in(folder);
        for (String app : new String[] {"shop", "plain"}) {
            world.run("release", app, "--image", "registry.example.com/payments/" + app + ":2.0.0", "--to", "dev");
            assertThat(world.run("deploy", app, "dev").code()).isZero();
        }
    }

    @Test
    void takesEverythingInOneCommitAndDeploysIt() {
        Said planned = world.run("promote", "--all", "--from", "dev", "--to", "staging", "--dry-run", "-o", "json");
        assertThat(planned.code()).isZero();
        JsonNode plan = planned.json();
        assertThat(plan.path("planned").asBoolean()).isTrue();
        assertThat(plan.path("changes")).hasSize(1);
        assertThat(plan.at("/changes/0/apps"))
                .extracting(app -> app.path("app").asText())
                .containsExactly("shop", "plain");
        assertThat(plan.at("/changes/0/diff").asText())
                .contains("apps/shop/environments/staging", "apps/plain/staging");

        Said done = world.run("promote", "--all", "--from", "dev", "--to", "staging", "--wait", "-o", "json");

        assertThat(done.code()).as(done.err()).isZero();
        JsonNode json = done.json();
        assertThat(json.path("outcome").asText()).isEqualTo("committed");
        assertThat(json.at("/changes/0/commit").asText()).hasSize(40);
        assertThat(json.path("deployments"))
                .extracting(each -> each.path("outcome").asText())
                .containsExactly("verified", "verified");
        Said again = world.run("promote", "--all", "--from", "dev", "--to", "staging");
        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("nothing goes from dev to staging", "there already: shop, plain");
    }

    @Test
    void saysWhatItLeavesOutAndRefusesAllOfItWhereStrict() {
        world.run("hold", "plain", "--in", "staging", "--reason", "incident 7");
        Said strict = world.run("promote", "--all", "--from", "dev", "--to", "staging", "--strict", "-o", "json");
        assertThat(strict.code()).isEqualTo(3);
        assertThat(strict.json().path("outcome").asText()).isEqualTo("refused");
        assertThat(strict.json().path("changes")).isEmpty();
        assertThat(strict.json().path("leftOut"))
                .extracting(each -> each.path("app").asText())
                .containsExactlyInAnyOrder("plain", "shop");
        Said some = world.run("promote", "--all", "--from", "dev", "--to", "staging");
        assertThat(some.code()).isZero();
        assertThat(some.out())
                .contains("committed: promote 1 application in staging from dev", "left out: plain: ", "incident 7");
        Said none = world.run("promote", "--all", "--from", "dev", "--to", "staging");
        assertThat(none.code()).as("nothing goes, and something waits").isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "promote --all --from dev",
                "promote shop --all --from dev --to staging",
                "promote --all --from dev --to staging --unverified",
                "promote shop --from dev --to staging --strict",
                "promote --due --all",
                "promote --all --from dev --to staging --by app",
                "promote --all --from dev --to nowhere",
                "promote --all --from dev --to dev",
                "promote --all --from dev --to staging --team nobody"
            })
    void refusesWhatCannotBeMeant(String command) {
        assertThat(world.run(command.split(" ")).code()).isEqualTo(2);
    }
}
