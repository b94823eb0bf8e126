package dev.gitops.engine;

import static dev.gitops.api.EnvironmentName.DEV;
import static dev.gitops.api.EnvironmentName.PRODUCTION;
import static dev.gitops.api.EnvironmentName.STAGING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.App;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps;
import dev.gitops.api.GitOps.AppEnvironment;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Operation;
import dev.gitops.api.Pipeline;
import dev.gitops.record.Ulid;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever looks at all environments says of each what a look at that one says, whoever did what to them before, and whatever their clocks said. On real bare Git. */
class OneAnswerTest {

    private static final int STEPS = 12;
    private static final List<EnvironmentName> PLACES = List.of(DEV, STAGING, PRODUCTION);

    @TempDir
    Path folder;

    private TestWorld world;
    private Random random;
    private final List<String> done = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"1, true", "2, false", "3, true", "4, false"})
    void ofAllIsWhatOneSays(long seed, boolean keys) throws Exception {
        random = new Random(seed);
        world = new TestWorld(folder).withEnvironments("""
                dev: { cluster: dev, namespace: dev, delivery: rendered }
                staging: { cluster: staging, namespace: staging, promotesFrom: [dev], delivery: rendered }
                production: { cluster: production, namespace: production, promotesFrom: [staging], delivery: rendered }
                """);
        if (keys) {
            sign();
        }
        for (int step = 0; step < STEPS; step++) {
            act(step);
            compare();
        }
    }

    private void sign() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Base64.Encoder base64 = Base64.getEncoder();
        Path pem = folder.resolve("audit.key");
        String key = base64.encodeToString(pair.getPrivate().getEncoded());
        Files.writeString(pem, "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n");
        String known = base64.encodeToString(pair.getPublic().getEncoded());
        world.withKeys("audit: { store: git, keys: [\"" + known + "\"] }\n")
                .withVariables(Map.of("GITOPS_AUDIT_KEY", pem.toString()));
    }

    /** Somebody with a cache of their own or an old one, on a machine whose clock is right, ahead or behind. */
    private GitOps somebody() throws Exception {
        Duration off = Duration.ofMinutes(List.of(0, 0, 90, -90).get(random.nextInt(4)));
        String name = List.of("alice", "bob", "carol").get(random.nextInt(3));
        done.add(name + " at " + off);
        return world.as(name, Clock.offset(Clock.systemUTC(), off));
    }

    private void act(int step) throws Exception {
        EnvironmentName place = PLACES.get(random.nextInt(PLACES.size()));
        try (GitOps gitops = somebody()) {
            Pipeline shop = Pipeline.forApp(gitops.app("shop"));
            switch (random.nextInt(10)) {
                case 0 -> {
                    done.add("releases");
                    shop.release(ImageRef.parse(TestWorld.IMAGE + ":2." + step + ".0"))
                            .to(DEV)
                            .execute();
                }
                case 1 -> {
                    done.add("edits " + place);
                    world.push(
                            "dave",
                            Map.of(
                                    "apps/shop/" + place + "/deployment.yaml",
                                    TestWorld.deployment("3." + step + ".0")));
                }
                case 2 -> {
                    done.add("writes a record of " + place);
                    world.pushRecord(record(place, Clock.systemUTC()));
                }
                case 3 -> {
                    done.add("takes " + place + " back");
                    world.push(
                            "dave", Map.of("apps/shop/" + place + "/deployment.yaml", TestWorld.deployment("1.0.0")));
                }
                case 4 -> {
                    done.add("promotes");
                    shop.promote(DEV, STAGING).execute();
                }
                case 5 -> {
                    done.add("rolls back " + place);
                    shop.rollback(place).toPrevious().execute();
                }
                default -> {
                    done.add("deploys " + place);
                    shop.deploy(place).execute();
                }
            }
        }
    }

    private DeploymentRecord record(EnvironmentName place, Clock clock) throws Exception {
        Instant ended = clock.instant();
        return DeploymentRecord.builder()
                .id(new Ulid(Clock.fixed(ended, ZoneOffset.UTC), new SecureRandom()).next())
                .app("shop")
                .environment(place)
                .operation(random.nextInt(4) == 0 ? Operation.UNDEPLOY : Operation.DEPLOY)
                .outcome("verified")
                .requestedBy("gitops")
                .commit(world.tip("main"))
                .started(ended)
                .ended(ended)
                .build();
    }

    private void compare() throws Exception {
        try (GitOps gitops = somebody()) {
            App shop = gitops.app("shop");
            assertThat(gitops.status()).as("%s", done).isEqualTo(shop.status());
            List<AppEnvironment> undeployed = gitops.undeployed();
            for (EnvironmentName place : PLACES) {
                boolean same = Pipeline.forApp(shop).deploy(place).plan().diff().isEmpty();
                assertThat(undeployed.contains(new AppEnvironment("shop", place)))
                        .as("%s: %s is to be deployed", done, place)
                        .isEqualTo(!same);
            }
        }
    }
}
