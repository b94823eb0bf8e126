package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.GitOps;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Inventory;
import dev.gitops.api.PreviewBuild;
import dev.gitops.api.Release;
import dev.gitops.api.ReleasedImage;
import dev.gitops.api.Settings;
import dev.gitops.cli.CommandWorld.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Previews of change requests, on real Git. */
class PreviewTest {

    private static final String FIRST = CommandWorld.IMAGE + ":pr-7-1";
    private static final String SECOND = CommandWorld.IMAGE + ":pr-7-2";
    private static final String OVERLAY = "apps/shop/environments/shop-pr-7/kustomization.yaml";

    @TempDir
    private Path folder;

    private CommandWorld world;

    @BeforeEach
    void begin() throws IOException, GitAPIException {
        world = CommandWorld.in(folder);
        String text = Files.readString(folder.resolve("apps.yaml"))
                .replace(
                        "  - name: shop\n",
                        "  - name: shop # with previews\n    previews: { from: dev, ttl: 2d, limit: 2 }\n");
        give(text);
    }

    private void give(String text) throws IOException, GitAPIException {
        Files.writeString(folder.resolve("apps.yaml"), text);
        world.commit("apps.yaml", text);
    }

    private Said run(String... arguments) {
        return world.run(arguments);
    }

    private Said up(int request, String image) {
        return run("preview", "up", "shop", "--request", Integer.toString(request), "--image", image);
    }

    private Said done(Said said) {
        assertThat(said.code()).as(said.out() + said.err()).isZero();
        return said;
    }

    private String inventory() throws IOException {
        return world.file("main", "apps.yaml");
    }

    @Nested
    class TheFirstBuild {

        @Test
        void makesTheEnvironmentItsFilesAndItsImageInOneCommitAndLeavesEveryOtherByte()
                throws IOException, GitAPIException {
            String before = inventory();

            done(up(7, FIRST));

            String after = inventory();
            String lines = after.substring(after.indexOf("  shop-pr-7:"), after.indexOf("apps:"));
            assertThat(after.replace(lines, "").replace("production, shop-pr-7]", "production]"))
                    .isEqualTo(before);
            assertThat(lines)
                    .contains("cluster: dev", "namespace: shop-pr-7", "delivery: rendered")
                    .contains("of: shop", "request: 7", "from: dev");
            assertThat(world.file("main", OVERLAY)).contains("namespace: shop-pr-7", "- ../dev", "newTag: pr-7-1");
            assertThat(world.touched())
                    .containsExactlyInAnyOrder("apps.yaml", OVERLAY, OVERLAY.replace("kustomization", "namespace"));
            assertThat(world.message())
                    .startsWith("release(shop-pr-7): shop")
                    .contains("GitOps-Operation: release", "Reason: change request 7");
        }

        @Test
        void changesNothingWhereItIsADryRun() throws IOException {
            String refs = world.refs();

            Said said = done(run("preview", "up", "shop", "--request", "7", "--image", FIRST, "--dry-run"));

            assertThat(said.out()).contains("would be committed", "+namespace: shop-pr-7");
            assertThat(world.refs()).isEqualTo(refs);
        }

        @Test
        void isDeployedAsEveryEnvironmentIs() throws IOException, GitAPIException {
            done(up(7, FIRST));
            world.checkOut();

            assertThat(run("affected", "--undeployed").out()).contains("shop shop-pr-7");
            done(run("deploy", "shop", "--in", "shop-pr-7"));

            assertThat(world.file("rendered/shop-pr-7", "shop/manifests.yaml")).contains("namespace: shop-pr-7", FIRST);
            assertThat(run("check").out()).doesNotContain("shop-pr-7");
            assertThat(run("status").out()).contains("shop-pr-7");
        }

        @Test
        void keepsAMapOfEnvironmentsAndItsOddFormatting() throws IOException, GitAPIException {
            give(inventory().replace("    environments: [dev, staging, production]\n", """
                        environments:   # words of people
                          dev: {   drift: off }
                          staging:

                          production: {}   # the last
                    """));
            String before = inventory();

            done(up(7, FIRST));

            String after = inventory();
            for (String line : before.lines().toList()) {
                assertThat(after).contains(line + "\n");
            }
            assertThat(after).contains("    drift: \"off\"\n", "      shop-pr-7: {}\n");
        }
    }

    @Nested
    class ALaterBuild {

        @Test
        void isAReleaseOfTheSamePreview() throws IOException, GitAPIException {
            done(up(7, FIRST));

            done(up(7, SECOND));

            assertThat(world.file("main", OVERLAY)).contains("newTag: pr-7-2").doesNotContain("pr-7-1");
            assertThat(inventory().split("namespace: shop-pr-7", -1)).hasSize(2);
        }

        @Test
        void isUpToDateWithTheSameImages() throws IOException {
            done(up(7, FIRST));
            String tip = world.tip();

            assertThat(done(up(7, FIRST)).out()).contains("up to date");
            assertThat(world.tip()).isEqualTo(tip);
        }

        @Test
        void isOvertakenWhereItIsOlder() throws IOException {
            done(run("preview", "up", "shop", "--request", "7", "--image", SECOND, "--build", "2"));

            Said older = run("preview", "up", "shop", "--request", "7", "--image", FIRST, "--build", "1");

            assertThat(older.code()).isEqualTo(4);
            assertThat(world.file("main", OVERLAY)).contains("pr-7-2");
        }

        @Test
        void bringsItsAddress() throws IOException {
            done(up(7, FIRST));

            done(run(
                    "preview",
                    "up",
                    "shop",
                    "--request",
                    "7",
                    "--image",
                    FIRST,
                    "--address",
                    "https://pr-7.example.com"));

            assertThat(inventory()).contains("address: https://pr-7.example.com");
            assertThat(run("preview", "list").out()).contains("shop-pr-7 request 7", "https://pr-7.example.com");
        }
    }

    @Nested
    class AChart {

        private static final String VALUES = "deploy/values-shop-pr-7.yaml";

        private void give(Map<String, String> files) throws IOException, GitAPIException {
            Path other = Files.createDirectory(folder.resolve("helm"));
            String text =
                    HelmWorld.published().replace("  - name: shop\n", "  - name: shop\n    previews: { from: dev }\n");
            world = CommandWorld.of(other, text, files);
            world.commit("apps.yaml", Files.readString(other.resolve("apps.yaml")));
        }

        @Test
        void getsValuesOfItsOwn() throws IOException, GitAPIException {
            Map<String, String> files = HelmWorld.files();
            files.put(
                    "deploy/chart/templates/namespace.yaml",
                    "apiVersion: v1\nkind: Namespace\nmetadata: { name: {{ .Release.Namespace }} }\n");
            give(files);
            String before = inventory();

            done(up(7, FIRST));

            assertThat(world.file("main", VALUES))
                    .isEqualTo(world.file("main", "deploy/values-dev.yaml").replace("tag: 1.0.0", "tag: pr-7-1"));
            world.checkOut();
            assertThat(done(run("render", "shop", "--in", "shop-pr-7")).out()).contains(FIRST, "name: shop-pr-7");
            done(run("preview", "down", "shop", "--request", "7"));
            assertThat(inventory()).isEqualTo(before);
            assertThat(world.has("main", VALUES)).isFalse();
        }

        @Test
        void isRefusedWhereNothingWouldMakeItsNamespace() throws IOException, GitAPIException {
            give(HelmWorld.files());

            Said said = up(7, FIRST);

            assertThat(said.code()).isEqualTo(3);
            assertThat(said.out()).contains("nothing would make the namespace shop-pr-7");
        }
    }

    @Nested
    class ALongName {

        @Test
        void isCutWithADigestSoThatItStaysALabelOfItsOwn() {
            String stem = "an-application-whose-name-is-nearly-as-long-as-a-label-may-";
            try (GitOps gitops = open(Clock.systemUTC(), "names")) {
                String one = gitops.previews().name(stem + "one", 123456).value();
                String two = gitops.previews().name(stem + "two", 123456).value();

                assertThat(one)
                        .hasSizeLessThanOrEqualTo(63)
                        .endsWith("-pr-123456")
                        .isNotEqualTo(two);
                assertThat(gitops.previews().name("shop", 7).value()).isEqualTo("shop-pr-7");
            }
        }
    }

    @Nested
    class TwoAtOnce {

        @Test
        void bothLand() throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                List<Callable<Integer>> tasks = List.of(() -> upAt(7), () -> upAt(8));
                for (Future<Integer> each : threads.invokeAll(tasks)) {
                    assertThat(each.get()).isZero();
                }
            } finally {
                threads.shutdownNow();
            }

            assertThat(inventory()).contains("namespace: shop-pr-7", "namespace: shop-pr-8");
            assertThat(world.has("main", "apps/shop/environments/shop-pr-8")).isTrue();
        }

        private int upAt(long request) {
            try (GitOps gitops = open(Clock.systemUTC(), "cache-" + request)) {
                var release = Release.of(
                        List.of(new ReleasedImage("shop", ImageRef.parse(CommandWorld.IMAGE + ":pr-" + request))));
                var build = new PreviewBuild("shop", request, release, Optional.empty());
                return gitops.previews().up(build).execute() instanceof ChangeOutcome.Committed ? 0 : 1;
            }
        }
    }

    private GitOps open(Clock clock, String cache) {
        return GitOps.open(
                Inventory.load(folder.resolve("apps.yaml")),
                Settings.builder()
                        .actor("jenkins")
                        .clock(clock)
                        .cacheFolder(folder.resolve(cache))
                        .build());
    }

    @Nested
    class TheEnd {

        @Test
        void takesTheLinesAndFilesAndLeavesTheInventoryAsItWas() throws IOException, GitAPIException {
            String before = inventory();
            done(up(7, FIRST));
            world.checkOut();
            done(run("deploy", "shop", "--in", "shop-pr-7"));

            done(run("preview", "down", "shop", "--request", "7"));

            assertThat(inventory()).isEqualTo(before);
            assertThat(world.has("main", "apps/shop/environments/shop-pr-7")).isFalse();
            assertThat(world.has("main", "apps/shop/environments/dev/kustomization.yaml"))
                    .isTrue();
            assertThat(run("affected", "--removed").out()).isEqualTo("shop shop-pr-7 removed\n");
            world.checkOut();
            done(run("deploy", "shop", "--in", "shop-pr-7", "--removed"));
            assertThat(world.has("rendered/shop-pr-7", "shop/manifests.yaml")).isFalse();
            assertThat(run("affected", "--removed").out()).isEmpty();
            assertThat(done(run("preview", "down", "shop", "--request", "7")).out())
                    .contains("up to date");
        }

        @Test
        void comesByAgeAndTheYoungStay() throws IOException, GitAPIException {
            done(up(7, FIRST));
            done(up(8, CommandWorld.IMAGE + ":pr-8"));
            assertThat(done(run("preview", "prune")).out()).isEqualTo("no preview is to go\n");
            Instant soon = Instant.now().plus(Duration.ofHours(47));
            Instant late = Instant.now().plus(Duration.ofHours(49));
            try (GitOps gitops = open(Clock.fixed(soon, ZoneOffset.UTC), "soon")) {
                assertThat(gitops.previews().ended(null)).isEmpty();
            }
            try (GitOps gitops = open(Clock.fixed(late, ZoneOffset.UTC), "late")) {
                assertThat(gitops.previews().ended("shop")).hasSize(2);
            }
            String old =
                    inventory().replaceFirst("(request: 7\n(?:.*\n){2}.*updated: )\\S+", "$1\"2020-02-29T00:00:00Z\"");
            world.commit("apps.yaml", old);

            Said said = done(run("preview", "prune", "--app", "shop"));

            assertThat(said.out()).contains("shop-pr-7: its last build was at 2020-02-29T00:00:00Z", "committed");
            assertThat(inventory()).doesNotContain("shop-pr-7").contains("shop-pr-8");
        }
    }

    @Nested
    class WhatIsRefused {

        @Test
        void isOneMoreThanTheLimit() throws IOException {
            done(up(7, FIRST));
            done(up(8, FIRST));
            String tip = world.tip();

            Said said = up(9, FIRST);

            assertThat(said.code()).isEqualTo(3);
            assertThat(said.out())
                    .contains("its limit is 2", "the oldest is of request 7", "gitops preview down shop --request 7");
            assertThat(world.tip()).isEqualTo(tip);
            done(up(8, SECOND));
        }

        @Test
        void isNotANamespaceThatTheApplicationBrings() throws IOException, GitAPIException {
            world.commit(
                    "apps/shop/environments/dev/namespace.yaml",
                    "apiVersion: v1\nkind: Namespace\nmetadata: { name: dev }\n");
            world.commit(
                    "apps/shop/environments/dev/kustomization.yaml",
                    world.file("main", "apps/shop/environments/dev/kustomization.yaml")
                            .replace("[../../base]", "[../../base, namespace.yaml]"));

            done(up(7, FIRST));

            assertThat(world.touched()).containsExactlyInAnyOrder("apps.yaml", OVERLAY);
        }

        @Test
        void isAnObjectOfTheWholeClusterOrAHostThatAllWouldHave() throws IOException, GitAPIException {
            world.commit("apps/shop/base/role.yaml", """
                    apiVersion: rbac.authorization.k8s.io/v1
                    kind: ClusterRole
                    metadata: { name: shop-reader }
                    ---
                    apiVersion: networking.k8s.io/v1
                    kind: Ingress
                    metadata: { name: web }
                    spec: { rules: [{ host: shop.dev.example.com }] }
                    """);
            world.commit("apps/shop/base/kustomization.yaml", "resources: [deployment.yaml, role.yaml]\n");
            String tip = world.tip();

            Said said = up(7, FIRST);

            assertThat(said.code()).isEqualTo(3);
            assertThat(said.out()).contains("ClusterRole shop-reader", "shop.dev.example.com", "overlay");
            assertThat(world.tip()).isEqualTo(tip);
            world.commit("apps/shop/preview/kustomization.yaml", "resources: [../base/deployment.yaml]\n");
            world.commit("apps/shop/preview/kustomization.yaml", "resources: [deployment.yaml]\n");
            world.commit("apps/shop/preview/deployment.yaml", world.file("main", "apps/shop/base/deployment.yaml"));
            give(inventory().replace("limit: 2", "limit: 2, overlay: apps/shop/preview"));
            done(up(7, FIRST));
            assertThat(world.file("main", OVERLAY)).contains("- ../../preview");
        }

        @Test
        void isWhatIsNoNumberNoAddressNoImageOfItsOwn() throws IOException {
            String refs = world.refs();
            for (String number : List.of("0", "-1", "feature/x", "7;rm", "99999999999999999999", "../7")) {
                assertThat(run("preview", "up", "shop", "--request=" + number, "--image", FIRST)
                                .code())
                        .as(number)
                        .isEqualTo(2);
            }
            for (String address :
                    List.of("javascript:alert(1)", "file:///etc/passwd", "https://u:p@example.com", "x")) {
                assertThat(run("preview", "up", "shop", "--request", "7", "--image", FIRST, "--address", address)
                                .code())
                        .as(address)
                        .isEqualTo(2);
            }
            assertThat(up(7, "registry.example.com/evil:1").code()).isEqualTo(2);
            assertThat(world.refs()).isEqualTo(refs);
        }

        @Test
        void isAnApplicationWithoutPreviewsAndAKindThatHasNone() throws IOException, GitAPIException {
            String image = "registry.example.com/payments/plain:2";
            Said none = run("preview", "up", "plain", "--request", "7", "--image", image);
            assertThat(none.code()).isEqualTo(2);
            assertThat(none.err()).contains("has no previews", "previews: { from: ENV }");

            give(inventory().replace("  - name: plain\n", "  - name: plain\n    previews: { from: dev }\n"));
            Said kind = run("preview", "up", "plain", "--request", "7", "--image", image);
            assertThat(kind.code()).isEqualTo(2);
            assertThat(kind.err()).contains("plain", "kustomize and helm");
        }

        @Test
        void isAProtectedEnvironmentToComeFrom() throws IOException, GitAPIException {
            Files.writeString(folder.resolve("apps.yaml"), inventory().replace("from: dev,", "from: production,"));

            Said said = run("check");

            assertThat(said.code()).isEqualTo(2);
            assertThat(said.err()).contains("previews.from", "is protected");
        }

        @Test
        void isAPromotionFromAPreviewAndProtectionOfOne() throws IOException, GitAPIException {
            done(up(7, FIRST));
            world.checkOut();
            assertThat(run("promote", "shop", "--from", "shop-pr-7", "--to", "staging")
                            .code())
                    .isEqualTo(3);
            String text = inventory();
            Files.writeString(
                    folder.resolve("apps.yaml"),
                    text.replace("promotesFrom: [dev]", "promotesFrom: [shop-pr-7]")
                            .replace("    namespace: shop-pr-7\n", "    namespace: shop-pr-7\n    protected: true\n"));

            Said said = run("check");

            assertThat(said.code()).isEqualTo(2);
            assertThat(said.err()).contains("nothing is promoted", "does not go with a preview");
        }

        @Test
        void isADeliveryThatLooksForWhatSomebodyElseMakes() throws IOException, GitAPIException {
            give(inventory()
                    .replace(
                            "dev: { cluster: dev, namespace: dev, delivery: rendered }",
                            "dev: { cluster: dev, namespace: dev, delivery: helm }"));

            Said said = up(7, FIRST);

            assertThat(said.code()).isEqualTo(2);
            assertThat(said.err()).contains("previews are delivered by apply or rendered");
        }

        @Test
        void isAHold() throws IOException, GitAPIException {
            done(up(7, FIRST));
            world.checkOut();
            done(run("hold", "shop", "--in", "shop-pr-7", "--reason", "looking"));

            Said said = up(7, SECOND);

            assertThat(said.code()).isEqualTo(3);
            assertThat(said.out()).contains("is held", "looking");
        }
    }
}
