package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The commands for an application whose repository carries its own chart. */
class HelmCommandsTest extends HelmCommands {

    private static final String DEV = "deploy/values-dev.yaml";

    @Nested
    class ARelease {

        @Test
        void changesOneLineOfTheEnvironmentsValuesAndStartsNoBuild() throws Exception {
            JsonNode plan = json(0, "release", "shop", "--image", IMAGE + ":1.1.0", "--to", "dev", "--dry-run");
            assertThat(plan.path("planned").asBoolean()).isTrue();
            assertThat(plan.path("diff").asText())
                    .contains("-  tag: 1.0.0 # moved by gitops\n+  tag: 1.1.0 # moved by gitops\n");

            assertThat(outcome("release", "shop", "--image", IMAGE + ":1.1.0", "--to", "dev", "--build", "7"))
                    .isEqualTo("committed");
            assertThat(world.touched()).as("nothing that the build watches").containsExactly(DEV);
            assertThat(world.message())
                    .as("what the build's `when` looks for")
                    .contains("\nGitOps-Operation: release\n", "GitOps-Build: 7");
            assertThat(outcome("release", "shop", "--image", IMAGE + ":1.1.0", "--to", "dev"))
                    .isEqualTo("upToDate");
            assertThat(json(4, "release", "shop", "--image", IMAGE + ":1.0.9", "--to", "dev", "--build", "6")
                            .path("outcome")
                            .asText())
                    .isEqualTo("superseded");
        }

        @Test
        void isPromotedByAChangeRequestToTheSameRepositoryAndRolledBack() throws Exception {
            outcome("release", "shop", "--image", IMAGE + ":1.1.0@sha256:" + "1".repeat(64), "--to", "dev");
            assertThat(outcome("deploy", "shop", "dev")).isEqualTo("verified");
            assertThat(outcome("promote", "shop", "--from", "dev", "--to", "staging"))
                    .isEqualTo("committed");
            assertThat(world.touched()).containsExactly("deploy/values-staging.yaml");
            assertThat(outcome("deploy", "shop", "staging")).isEqualTo("verified");
            JsonNode requested = json(0, "promote", "shop", "--from", "staging", "--to", "production");
            assertThat(requested.path("outcome").asText()).isEqualTo("requested");
            assertThat(requested.path("images").get(0).path("after").asText()).endsWith("@sha256:" + "1".repeat(64));
            assertThat(world.refs()).contains("refs/heads/gitops/change/shop/production");
            world.merge("gitops/change/shop/production");
            assertThat(outcome("deploy", "shop", "production")).isEqualTo("verified");

            outcome("set", "shop", "dev", "redis.host=redis-2");
            assertThat(outcome("deploy", "shop", "dev")).isEqualTo("verified");
            JsonNode back = json(0, "rollback", "shop", "--in", "dev", "--reason", "redis-2 is slow");
            assertThat(back.path("diff").asText())
                    .contains("-  host: redis-2 # the cache", "+  host: redis-1 # the cache");
            assertThat(world.touched()).containsExactly(DEV);
            assertThat(outcome("deploy", "shop", "dev")).isEqualTo("verified");
            JsonNode status = json(0, "status", "shop");
            assertThat(status).hasSize(3);
            assertThat(status.get(0).path("held").asBoolean()).isTrue();
            assertThat(status.get(2).path("images").get(0).toString()).contains("1.1.0");
            JsonNode history = json(0, "history", "shop", "--in", "dev");
            assertThat(history)
                    .extracting(entry -> entry.path("operation").asText())
                    .startsWith("rollback", "set", "release");
        }

        @Test
        void isNotTakenBackWhereTheChartChangedSince() throws Exception {
            outcome("deploy", "shop", "dev");
            outcome("release", "shop", "--image", IMAGE + ":1.1.0", "--to", "dev");
            world.commit(HelmWorld.CHART, HelmWorld.SHOP.replace("replicas:", "paused: true\n  replicas:"));
            outcome("deploy", "shop", "dev");

            JsonNode refused = json(3, "rollback", "shop", "--in", "dev", "--reason", "no");

            assertThat(refused.path("outcome").asText()).isEqualTo("refused");
            assertThat(refused.path("reasons").toString()).contains(HelmWorld.CHART);
            assertThat(outcome("rollback", "shop", "--in", "dev", "--accept-difference", "--reason", "no"))
                    .isEqualTo("committed");
        }
    }

    @Nested
    class AValue {

        @Test
        void isSetWithItsTypeKept() throws Exception {
            outcome("set", "shop", "dev", "redis.host=redis-2", "replicaCount=3", "version=1.40", "mysql.enabled=true");

            assertThat(world.touched()).containsExactly(DEV);
            assertThat(world.run("render", "shop", "dev").out()).contains("replicas: 3", "value: redis-2", "MYSQL");
            JsonNode plan = json(0, "set", "shop", "dev", "version=1.50", "--dry-run");
            assertThat(plan.path("diff").asText()).contains("-version: \"1.40\"", "+version: \"1.50\"");
        }

        @Test
        void isRefusedWhereNobodyKnowsItsKey() throws Exception {
            String before = world.refs();
            JsonNode problem = problem(2, "set", "shop", "dev", "redsi.host=x");

            assertThat(problem.path("key").asText()).isEqualTo("redsi.host");
            assertThat(problem.path("message").asText())
                    .contains("neither the values files nor the chart know this key");
            assertThat(problem.path("hint").asText()).contains("redis");
            assertThat(world.refs()).isEqualTo(before);
        }

        @Test
        void isRefusedWhereItIsOfAnotherType() {
            JsonNode problem = problem(2, "set", "shop", "dev", "replicaCount=many");

            assertThat(problem.path("message").asText()).contains("is a number");
            assertThat(problem.path("file").asText()).isEqualTo("deploy/chart/values.yaml");
            assertThat(problem.path("line").asInt()).isEqualTo(2);
            assertThat(problem(2, "set", "shop", "dev", "mysql.enabled=maybe")
                            .path("message")
                            .asText())
                    .contains("is true or false");
        }
    }

    @Nested
    class AQuestion {

        @Test
        void aboutDifferencesAndParityIsAnswered() {
            assertThat(json(6, "diff", "shop", "dev").get(0).path("change").asText())
                    .isEqualTo("missing");
            outcome("deploy", "shop", "dev");
            assertThat(json(0, "diff", "shop", "dev")).isEmpty();
            assertThat(json(0, "parity", "shop", "dev", "staging")).isEmpty();
            outcome("set", "shop", "dev", "redis.host=redis-2");
            assertThat(json(6, "diff", "shop", "dev").toString()).contains("env[name=REDIS].value", "redis-2");
            assertThat(json(6, "parity", "shop", "dev", "staging").toString()).contains("redis-2");
            assertThat(json(0, "deploy", "shop", "dev", "--dry-run")
                            .path("diff")
                            .asText())
                    .contains("redis-2");
        }

        @Test
        void aboutARangeTellsBuildsAndDeploymentsApart() throws Exception {
            String begin = world.tip();
            world.commit("src/Main.java", "class Main { int more; }\n");
            assertThat(json(0, "affected", "--from", begin, "--to", world.tip()))
                    .isEmpty();
            String source = world.tip();
            outcome("release", "shop", "--image", IMAGE + ":1.1.0", "--to", "dev");
            assertThat(affected(source)).containsExactly("shop dev");
            String released = world.tip();
            world.commit("deploy/chart/templates/more.yaml", "");
            assertThat(affected(released)).containsExactly("shop dev", "shop staging", "shop production");
            String chart = world.tip();
            world.commit("portal/charts/portal/templates/more.yaml", "");
            assertThat(affected(chart)).containsExactly("portal dev");
        }

        private List<String> affected(String from) throws Exception {
            List<String> pairs = new ArrayList<>();
            json(0, "affected", "--from", from, "--to", world.tip())
                    .forEach(pair -> pairs.add(pair.path("app").asText() + " "
                            + pair.path("environment").asText()));
            return pairs;
        }
    }
}
