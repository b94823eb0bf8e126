package dev.gitops.jobdsl.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.Inventory;
import dev.gitops.jobdsl.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pipelines with the real command on real repositories. The command's jar is named by {@code GITOPS_JAR}; it is built after this module. */
class RealCommandIT {

    private static final String DIGEST = "@sha256:" + "ab".repeat(32);

    private static final String MANIFEST = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: shop
            spec:
              selector:
                matchLabels: { app: shop }
              template:
                metadata:
                  labels: { app: shop }
                spec:
                  containers:
                    - name: shop
                      image: registry.example.com/payments/shop:1 # people's words stay
            """;

    @TempDir
    private Path folder;

    private Path config;
    private Workspace workspace;
    private Inventory inventory;

    @BeforeEach
    void makeRepositories() throws Exception {
        String jar = System.getenv("GITOPS_JAR");
        assumeTrue(jar != null, "GITOPS_JAR names no jar of the gitops command: the pipelines run with a stub only");
        config = folder.resolve("config.git");
        Path work = folder.resolve("work");
        for (String environment : List.of("dev", "staging")) {
            for (String app : List.of("shop", "db", "web")) {
                Path file = work.resolve("apps/" + app + "/" + environment + "/deployment.yaml");
                Files.createDirectories(file.getParent());
                Files.writeString(file, MANIFEST.replace("shop", app));
            }
        }
        git(folder, "init", "--quiet", "--bare", "--initial-branch=main", config.toString());
        git(work, "init", "--quiet", "--initial-branch=main");
        git(work, "add", ".");
        git(work, "-c", "user.name=alice", "-c", "user.email=alice@example.com", "commit", "--quiet", "-m", "Begin");
        git(work, "push", "--quiet", config.toString(), "main");
        Path file = Files.writeString(folder.resolve("apps.yaml"), """
                apiVersion: gitops.dev/v1
                kind: Inventory
                config: { repository: "%s", branch: main }
                forge: { type: none }
                environments:
                  dev: { cluster: dev, namespace: dev, delivery: rendered }
                  staging: { cluster: staging, namespace: staging, promotesFrom: [dev], delivery: rendered }
                apps:
                  - name: shop
                    image: registry.example.com/payments/shop
                    manifests: { plain: "apps/shop/{environment}" }
                    environments: [dev, staging]
                  - name: db
                    image: registry.example.com/payments/db
                    manifests: { plain: "apps/db/{environment}" }
                    environments: [dev, staging]
                  - name: web
                    image: registry.example.com/payments/web
                    manifests: { plain: "apps/web/{environment}" }
                    environments: [dev, staging]
                    after: [db]
                audit: { store: git }
                """.formatted(config));
        workspace = new Workspace(folder)
                .real(Path.of(jar).toAbsolutePath(), file)
                .variable("JAVA_HOME", Objects.requireNonNullElse(System.getenv("JAVA_HOME"), ""))
                .variable("GITOPS_CACHE", folder.resolve("cache").toString());
        inventory = inventory();
    }

    @Nested
    class FromReleaseToRollback {

        @Test
        void goesAllTheWay() throws Exception {
            assertThat(deploy("dev").build().getDescription()).startsWith("verified ");
            assertThat(deploy("staging").build().getDescription()).startsWith("verified ");

            PlayedPipeline released = release("2", "7");
            assertThat(released.build().getResult())
                    .as(released.build().reason())
                    .isEqualTo("SUCCESS");
            assertThat(image("dev")).isEqualTo("registry.example.com/payments/shop:2" + DIGEST);
            assertThat(Played.started(released)).singleElement().asString().contains("job=deploy-dev", tip());
            assertThat(deploy("dev").build().getDescription()).isEqualTo("verified " + tip());

            PlayedPipeline older = release("1", "6");
            assertThat(older.build().getResult()).isEqualTo("NOT_BUILT");

            PlayedPipeline promoted = play(new Build("gitops/deliver/shop/promote")
                    .with("SOURCE_ENV", "dev")
                    .with("TARGET_ENV", "staging")
                    .with("DRY_RUN", false)
                    .with("REASON", "it is time"));
            assertThat(promoted.build().getResult())
                    .as(promoted.build().reason())
                    .isEqualTo("SUCCESS");
            assertThat(image("staging")).isEqualTo(image("dev"));
            assertThat(deploy("staging").build().getDescription()).startsWith("verified ");

            PlayedPipeline back = play(new Build("gitops/deliver/shop/rollback")
                    .with("ENVIRONMENT", "staging")
                    .with("TARGET_COMMIT", "")
                    .with("DRY_RUN", false)
                    .with("REASON", "it is broken"));
            assertThat(back.build().getResult()).as(back.build().reason()).isEqualTo("SUCCESS");
            assertThat(image("staging")).isEqualTo("registry.example.com/payments/shop:1");
            assertThat(file("staging")).contains("# people's words stay");
            assertThat(Played.started(back)).singleElement().asString().contains("job=deploy-staging", "wait=true");
            assertThat(git(config, "log", "-1", "--format=%B", "main")).contains("it is broken");
        }
    }

    @Nested
    class WithATrain {

        private static Build train() {
            return new Build("gitops/deliver/train")
                    .with("SOURCE_ENV", "dev")
                    .with("TARGET_ENV", "staging")
                    .with("TEAM", "")
                    .with("STRICT", false)
                    .with("DRY_RUN", false)
                    .with("REASON", "it is time");
        }

        @Test
        void promotesWhatIsVerifiedAndDeploysItInOrder() throws Exception {
            for (String app : List.of("db", "web")) {
                play(releasing(app, "2", "7"));
                assertThat(play(deploying(app, "dev")).build().getDescription()).startsWith("verified ");
            }

            PlayedPipeline played = play(train());

            assertThat(played.build().getResult()).as(played.build().reason()).isEqualTo("SUCCESS");
            assertThat(played.build().getDescription())
                    .isEqualTo("committed " + tip() + " (2 applications); left out: shop");
            assertThat(git(config, "log", "-1", "--format=%B", "main"))
                    .contains("GitOps-App: db", "GitOps-App: web")
                    .doesNotContain("GitOps-App: shop");
            assertThat(play(deploying("web", "staging")).build().getDescription())
                    .startsWith("web comes after db");
            PlayedPipeline first = play(deploying("db", "staging"));
            assertThat(first.build().getDescription()).startsWith("verified ");
            assertThat(Played.started(first)).containsExactly("{job=/gitops/deliver/dispatch, wait=false}");
            assertThat(play(deploying("web", "staging")).build().getDescription())
                    .startsWith("verified ");
        }

        @Test
        void refusesAllOfItWhereItIsStrict() throws Exception {
            play(releasing("db", "2", "7"));
            play(deploying("db", "dev"));
            String before = tip();

            PlayedPipeline played = play(train().with("STRICT", true));

            assertThat(played.build().getResult()).isEqualTo("FAILURE");
            assertThat(played.build().getDescription()).contains("no deployment of shop in dev was verified yet");
            assertThat(tip()).isEqualTo(before);
        }

        @Test
        void takesNoCommandFromAParameter() throws Exception {
            String before = tip();
            assertThat(play(train().with("TEAM", Played.HOSTILE)).build().getResult())
                    .isEqualTo("FAILURE");
            assertThat(tip()).isEqualTo(before);
            assertThat(workspace.exists("pwned")).isFalse();
        }
    }

    @Nested
    class WithHostileParameters {

        @Test
        void releasesNothing() throws Exception {
            String before = tip();

            for (String parameter : List.of("IMAGE", "BUILD", "SOURCE_COMMIT")) {
                PlayedPipeline played = play(releasing("2", "7").with(parameter, Played.HOSTILE));

                assertThat(played.build().getResult()).as(parameter).isEqualTo("FAILURE");
                assertThat(played.build().getDescription()).as(parameter).isNotBlank();
            }
            assertThat(tip()).isEqualTo(before);
            assertThat(workspace.exists("pwned")).isFalse();
        }

        @Test
        void deploysPromotesAndRollsBackNothing() throws Exception {
            String before = tip();

            List<Build> builds = List.of(
                    deploying("dev").with("COMMIT", Played.HOSTILE),
                    deploying("dev").with("REASON", Played.HOSTILE),
                    new Build("gitops/deliver/shop/promote")
                            .with("SOURCE_ENV", "dev")
                            .with("TARGET_ENV", "staging")
                            .with("DRY_RUN", false)
                            .with("REASON", Played.HOSTILE),
                    new Build("gitops/deliver/shop/rollback")
                            .with("ENVIRONMENT", "staging")
                            .with("TARGET_COMMIT", Played.HOSTILE)
                            .with("DRY_RUN", false)
                            .with("REASON", ""));
            for (Build build : builds) {
                assertThat(play(build).build().getResult())
                        .as(build.getFullProjectName())
                        .isEqualTo("FAILURE");
            }

            assertThat(tip()).isEqualTo(before);
            assertThat(workspace.exists("pwned")).isFalse();
        }
    }

    private PlayedPipeline release(String tag, String build) {
        return play(releasing(tag, build));
    }

    private static Build releasing(String tag, String build) {
        return releasing("shop", tag, build);
    }

    private static Build releasing(String app, String tag, String build) {
        return new Build("gitops/deliver/" + app + "/release")
                .with("IMAGE", "registry.example.com/payments/" + app + ":" + tag + DIGEST)
                .with("SOURCE_COMMIT", "5ca1e".repeat(8))
                .with("BUILD", build)
                .with("ENVIRONMENT", "dev");
    }

    private PlayedPipeline deploy(String environment) {
        return play(deploying(environment));
    }

    private static Build deploying(String environment) {
        return deploying("shop", environment);
    }

    private static Build deploying(String app, String environment) {
        return new Build("gitops/deliver/" + app + "/deploy-" + environment)
                .with("COMMIT", "")
                .with("DRY_RUN", false)
                .with("REASON", "");
    }

    private PlayedPipeline play(Build build) {
        return Played.job(inventory, build.startedBy("carol"), workspace);
    }

    private String image(String environment) throws Exception {
        return file(environment)
                .lines()
                .filter(line -> line.contains("image:"))
                .map(line -> line.replaceAll("^ *image: ", "").replaceAll(" *#.*$", ""))
                .findFirst()
                .orElseThrow();
    }

    private String file(String environment) throws Exception {
        return git(config, "show", "main:apps/shop/" + environment + "/deployment.yaml");
    }

    private String tip() throws Exception {
        return git(config, "rev-parse", "main").trim();
    }

    private static Inventory inventory() {
        Map<EnvironmentName, EnvironmentSpec> environments = new LinkedHashMap<>();
        environments.put(EnvironmentName.DEV, Sample.environment("dev").build());
        environments.put(
                EnvironmentName.STAGING,
                Sample.environment("staging")
                        .addPromotesFrom(EnvironmentName.DEV)
                        .build());
        return Sample.inventory()
                .putApps("shop", Sample.app("shop").environments(environments).build())
                .putApps("db", Sample.app("db").environments(environments).build())
                .putApps(
                        "web",
                        Sample.app("web")
                                .environments(environments)
                                .addAfter("db")
                                .build())
                .build();
    }

    private String git(Path in, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Path errors = folder.resolve("git-errors");
        Process process = new ProcessBuilder(command)
                .directory(in.toFile())
                .redirectError(errors.toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor())
                .as("%s: %s", command, Files.readString(errors))
                .isZero();
        return output;
    }
}
