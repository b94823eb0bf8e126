package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cli.CommandWorld.Said;
import dev.gitops.review.told.ReviewReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewTest {

    @TempDir
    private Path folder;

    private CommandWorld world;
    private String base;

    @BeforeEach
    void makeRepositories() throws Exception {
        world = CommandWorld.in(folder);
        world.commit("apps.yaml", Files.readString(world.inventory()));
        base = world.tip();
    }

    private Said review(String... more) throws Exception {
        String[] arguments = new String[more.length + 5];
        System.arraycopy(new String[] {"review", "--from", base, "--to", world.tip()}, 0, arguments, 0, 5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return world.run(arguments);
    }

    private void changeBase(String replicas) throws Exception {
        String file = "apps/shop/base/deployment.yaml";
        String text = Files.readString(world.work().resolve(file));
        world.commit(file, text.replace("spec:\n  selector", "spec:\n  replicas: " + replicas + "\n  selector"));
    }

    @Test
    void tellsAChangeOfABaseOnceForAllEnvironments() throws Exception {
        changeBase("3");
        Said said = review("-o", "json");
        assertThat(said.code()).as(said.err()).isZero();
        JsonNode json = said.json();
        assertThat(json.path("verdict").asText()).isEqualTo("passed");
        assertThat(json.path("differences")).hasSize(1);
        assertThat(json.at("/differences/0/places")).hasSize(3);
        assertThat(json.at("/differences/0/objects/0/words/0").asText()).isEqualTo("replicas: 3 (new)");
        assertThat(json.at("/scope/protected/0").asText()).isEqualTo("production");
        assertThat(ReviewReader.read(said.out()).places()).hasSize(3);
    }

    @Test
    void printsACommentAPageAndWords() throws Exception {
        changeBase("3");
        assertThat(review("-o", "markdown").out())
                .startsWith("[gitops/review]: #\n\n### gitops review: :white_check_mark: passed")
                .contains("**shop in dev, staging, production**", "replicas: 3 (new)", "```diff");
        assertThat(review("-o", "html").out()).startsWith("<!doctype html>").contains("gitops-digest");
        assertThat(review().out()).contains("replicas: 3 (new)", "digest sha256:");
    }

    @Test
    void isInvalidWhereTheChangeDoesNotRender() throws Exception {
        world.commit("apps/shop/base/kustomization.yaml", "resources: [missing.yaml]\n");
        Said said = review("-o", "json");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.json().at("/findings/0/id").asText()).isEqualTo("not-rendered");
        assertThat(said.json().at("/findings/0/blocks").asBoolean()).isTrue();
    }

    @Test
    void looksAtACloneWithTheTargetsInventory() throws Exception {
        changeBase("3");
        world.commit("apps.yaml", Files.readString(world.inventory()).replace(", protected: true", ""));
        Said said = world.reviewByOwnInventory(base, "json");
        assertThat(said.code()).as(said.out() + said.err()).isZero();
        assertThat(said.json().path("findings").findValuesAsText("id")).contains("protection-lost");
        assertThat(said.json().at("/scope/protected/0").asText()).isEqualTo("production");
    }

    @Test
    void asksForWhatTheChangeTouchesAlone() throws Exception {
        world.commit(
                "apps.yaml",
                Files.readString(world.inventory())
                        .replace(
                                ", protected: true",
                                ", protected: true, approvals: [{ from: [alice, bob], count: 2 }, "
                                        + "{ from: carol, when: [exposure] }]"));
        base = world.tip();
        changeBase("3");
        String small = world.reviewOfClone(base).out();
        assertThat(small)
                .contains("deployments to production, each of 2 approvals by different people: one of alice, bob")
                .doesNotContain("carol");
        String file = "apps/shop/base/deployment.yaml";
        String text = Files.readString(world.work().resolve(file));
        world.commit(file, text.replaceFirst("(?m)^( *)containers:", "$1hostNetwork: true\n$1containers:"));
        assertThat(world.reviewOfClone(base).out())
                .contains("deployments to production, as the change touches exposure: one of carol");
    }

    @Test
    void tellsFileAndLineOfAFieldThatTheKindDoesNotHave() throws Exception {
        String file = "apps/shop/base/deployment.yaml";
        String text = Files.readString(world.work().resolve(file));
        world.commit(file, text.replace("spec:\n  selector", "spec:\n  replica: 3\n  selector"));
        Said said = review("-o", "json");
        assertThat(said.code()).isEqualTo(3);
        JsonNode finding = said.json().at("/findings/0");
        assertThat(finding.path("id").asText()).isEqualTo("unknown-field");
        assertThat(finding.path("text").asText()).contains("did you mean replicas?");
        assertThat(finding.path("file").asText()).isEqualTo(file);
        assertThat(finding.path("line").asInt()).isEqualTo(6);
        assertThat(finding.path("count").asInt()).isEqualTo(3);
    }

    @Test
    void checksRulesOfADefinitionInTheRepository() throws Exception {
        world.commit("crds/shelf-crd.yaml", Shelves.definition("""
                type: object
                properties:
                  spec:
                    type: object
                    x-kubernetes-validations:
                      - { rule: "self.min <= self.max", message: "min is at most max" }
                      - { rule: "isURL(self.url)", message: "functions of Kubernetes alone cannot be told here" }
                    properties: { min: { type: integer }, max: { type: integer }, url: { type: string } }
                """));
        base = world.tip();
        world.commit("apps/plain/dev/shelf.yaml", Shelves.text("{min: 3, max: 2}"));
        Said said = review("-o", "json");
        assertThat(said.json().path("findings").findValuesAsText("text")).containsExactly("spec: min is at most max");
        assertThat(said.code()).isEqualTo(3);
    }

    @Test
    void blocksWhatTheTargetsInventorySaysAndNotTheChangesOwn() throws Exception {
        String inventory = Files.readString(world.inventory());
        world.commit("apps.yaml", inventory + "review: { block: [restart] }\n");
        base = world.tip();
        world.commit("apps.yaml", inventory);
        String file = "apps/plain/dev/deployment.yaml";
        world.commit(file, Files.readString(world.work().resolve(file)).replace("1.0.0", "1.1.0"));
        Said said = review("-o", "json");
        assertThat(said.code()).isEqualTo(3);
        assertThat(said.json().path("findings").findValuesAsText("id")).contains("restart", "review-weakened");
    }
}
