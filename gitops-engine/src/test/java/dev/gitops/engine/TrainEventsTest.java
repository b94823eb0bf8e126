package dev.gitops.engine;

import static dev.gitops.api.EnvironmentName.PRODUCTION;
import static dev.gitops.api.EnvironmentName.STAGING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.GitOps;
import dev.gitops.api.LineStop;
import dev.gitops.api.Pipeline;
import dev.gitops.api.Train;
import dev.gitops.api.TrainOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens in whatever order, a train takes just what may go: beside the real engine runs a model of the rules in a few lines. On real bare Git. */
class TrainEventsTest {

    private static final Duration SOAK = Duration.ofHours(2);
    private static final List<String> APPS = List.of("shop", "db", "web");
    private static final Map<String, String> AFTER = Map.of("shop", "db", "web", "shop");
    private static final int EVENTS = 24;

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(Instant.parse("2027-03-01T09:00:00Z"));
    private final Map<String, String> verified = new HashMap<>();
    private final Map<String, Instant> since = new HashMap<>();
    private final Set<String> broken = new HashSet<>();
    private final Map<String, String> production = new HashMap<>();
    private final Set<String> held = new HashSet<>();
    private boolean stopped;
    private int releases = 1;
    private TestWorld world;
    private GitOps gitops;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void takesJustWhatMayGo(int seed) throws Exception {
        Random random = new Random(seed);
        begin();
        int trains = 0;
        for (int event = 0; event < EVENTS; event++) {
            String app = APPS.get(random.nextInt(APPS.size()));
            switch (random.nextInt(9)) {
                case 0, 1, 2 -> release(app, random.nextInt(5) == 0);
                case 3 -> clock.pass(Duration.ofMinutes(30 + random.nextInt(240)));
                case 4 -> hold(app, random.nextBoolean());
                case 5 -> stop(random.nextInt(3) == 0);
                default -> {
                    clock.pass(Duration.ofMinutes(random.nextInt(180)));
                    train(random.nextInt(3) == 0, "seed " + seed + ", event " + event);
                    trains++;
                }
            }
            clock.pass(Duration.ofMinutes(1));
        }
        gitops.close();
        assertThat(trains).isPositive();
    }

    private void begin() throws Exception {
        world = new TestWorld(folder).withEnvironments("""
                dev: { cluster: dev, delivery: rendered }
                staging: { cluster: staging, delivery: rendered }
                production:
                  cluster: production
                  promotesFrom: [{ environment: staging, for: 2h }]
                  delivery: rendered
                  windows: { allow: [{ every: "FREQ=DAILY", from: "2027-01-01T08:00", for: 12h }] }
                """).withAppLine("""
                after: [db]
                  - name: db
                    image: registry.example.com/db
                    manifests: { plain: "apps/db/{environment}" }
                    environments: [staging, production]
                  - name: web
                    image: registry.example.com/web
                    manifests: { plain: "apps/web/{environment}" }
                    environments: [staging, production]
                    after: [shop]
                """.strip());
        for (String app : APPS) {
            put(app, "production", "1");
            production.put(app, "1");
        }
        gitops = world.as("carol", clock);
    }

    private static String image(String app) {
        return app.equals("shop") ? TestWorld.IMAGE : "registry.example.com/" + app;
    }

    private void put(String app, String environment, String tag) throws Exception {
        world.push("carol", Map.of("apps/" + app + "/" + environment + "/deployment.yaml", """
                apiVersion: apps/v1
                kind: Deployment
                metadata: { name: %s }
                spec: { template: { spec: { containers: [{ name: app, image: "%s:%s" }] } } }
                """.formatted(
                        app, image(app), tag)));
    }

    private void release(String app, boolean fails) throws Exception {
        if (fails) {
            world.push(
                    "carol",
                    Map.of("apps/" + app + "/staging/deployment.yaml", "apiVersion: v1\nkind: List\nitems: []\n"));
            if (Pipeline.forApp(gitops.app(app)).deploy(STAGING).execute() instanceof DeploymentOutcome.Failed) {
                broken.add(app);
            }
            return;
        }
        String tag = Integer.toString(++releases);
        put(app, "staging", tag);
        DeploymentOutcome outcome =
                Pipeline.forApp(gitops.app(app)).deploy(STAGING).execute();
        if (outcome instanceof DeploymentOutcome.Verified) {
            verified.put(app, tag);
            since.put(app, clock.instant());
            broken.remove(app);
        }
    }

    private void hold(String app, boolean holds) {
        Pipeline pipeline = Pipeline.forApp(gitops.app(app));
        (holds ? pipeline.hold(PRODUCTION) : pipeline.unhold(PRODUCTION)).execute();
        if (holds) {
            held.add(app);
        } else {
            held.remove(app);
        }
    }

    private void stop(boolean stops) {
        LineStop line = LineStop.ALL.in(PRODUCTION);
        if (stops) {
            gitops.stop(line, "incident");
        } else {
            gitops.free(line);
        }
        stopped = stops;
    }

    private boolean isThere(String app) {
        return production.get(app).equals(verified.get(app));
    }

    private boolean mayGo(String app) {
        int hour = clock.instant().atZone(ZoneOffset.UTC).getHour();
        boolean alone = verified.containsKey(app)
                && !isThere(app)
                && !broken.contains(app)
                && !held.contains(app)
                && !stopped
                && hour >= 8
                && hour < 20
                && !since.get(app).plus(SOAK).isAfter(clock.instant());
        String before = AFTER.get(app);
        return alone && (before == null || isThere(before) || mayGo(before));
    }

    private void train(boolean strict, String when) throws Exception {
        Set<String> may = APPS.stream().filter(this::mayGo).collect(Collectors.toCollection(TreeSet::new));
        boolean waits = APPS.stream().anyMatch(app -> !isThere(app) && !may.contains(app));
        Set<String> expected = strict && waits ? Set.of() : may;
        Train train = Train.from(STAGING).to(PRODUCTION);
        String before = world.tip("main");

        TrainOutcome outcome =
                gitops.plan(strict ? train.wholeOrNothing() : train).execute();

        assertThat(outcome.changes())
                .as(when)
                .extracting(change -> change.summary().app())
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(outcome.leftOut())
                .as(when)
                .allMatch(left -> left instanceof ChangeOutcome.UpToDate
                        || !left.reasons().isEmpty());
        assertThat(outcome.parts()).as(when).hasSize(expected.isEmpty() ? 0 : 1);
        assertThat(world.tip("main").equals(before)).as(when).isEqualTo(expected.isEmpty());
        for (String app : APPS) {
            if (expected.contains(app)) {
                production.put(app, verified.get(app));
            }
            assertThat(world.file("main", "apps/" + app + "/production/deployment.yaml"))
                    .as(when)
                    .contains(image(app) + ":" + production.get(app) + "\"");
        }
    }
}
