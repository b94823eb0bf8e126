package com.example.portal;

import static dev.gitops.api.EnvironmentName.DEV;
import static dev.gitops.api.EnvironmentName.PRODUCTION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gitops.api.CancelledException;
import dev.gitops.api.DeploymentEvent;
import dev.gitops.api.Event;
import dev.gitops.api.GitOps;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Pipeline;
import dev.gitops.api.Settings;
import dev.gitops.testkit.GitOpsWorld;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortalTest {

    private static final String IMAGE = "registry.example.com/payments/";

    @TempDir
    private Path folder;

    private final ExecutorService pool = Executors.newFixedThreadPool(4);
    private final List<Event> events = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    private static String inventory(int apps) {
        StringBuilder text = new StringBuilder("""
                apiVersion: gitops.dev/v1
                kind: Inventory
                config: { repository: "@CONFIG@", branch: main }
                forge: { type: none }
                environments:
                  dev: { delivery: folder }
                  production: { promotesFrom: [dev], protected: true, delivery: folder }
                audit: { store: { file: { path: records } } }
                apps:
                """);
        for (int i = 0; i < apps; i++) {
            text.append("  - { name: app-%d, image: %sapp-%d, manifests: { plain: \"apps/app-%d/{environment}\" }, environments: [dev, production] }%n"
                    .formatted(i, IMAGE, i, i));
        }
        return text.toString();
    }

    private GitOpsWorld world(int apps) {
        Map<String, String> files = new HashMap<>();
        for (int i = 0; i < apps; i++) {
            for (String environment : List.of("dev", "production")) {
                files.put("apps/app-%d/%s/deployment.yaml".formatted(i, environment), """
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: { name: app }
                        spec:
                          selector: { matchLabels: { app: app } }
                          template:
                            metadata: { labels: { app: app } }
                            spec:
                              containers:
                                - name: app
                                  image: %sapp-%d:1.0.0
                        """.formatted(IMAGE, i));
            }
        }
        return GitOpsWorld.of(folder, inventory(apps), files);
    }

    private GitOps open(GitOpsWorld world) throws Exception {
        Path delivered = Files.createDirectories(folder.resolve("delivered"));
        return world.open(Settings.builder()
                .from(world.settings("portal"))
                .addExtensions(new FolderDelivery(delivered))
                .addListeners(events::add)
                .build());
    }

    @Test
    void releasesAllAtOnceAndDeliversThem() throws Exception {
        Map<String, ImageRef> images = new HashMap<>();
        for (int i = 0; i < 6; i++) {
            images.put("app-" + i, ImageRef.parse(IMAGE + "app-" + i + ":2.0.0"));
        }
        try (GitOps gitops = open(world(6))) {
            Map<String, String> words = new Portal(gitops, pool).release(images, DEV);
            assertEquals(6, words.size());
            assertTrue(words.values().stream().allMatch("verified"::equals), words.toString());
        }
        assertTrue(Files.readString(folder.resolve("delivered/app-3-dev.yaml")).contains("app-3:2.0.0"));
        long ended = events.stream().filter(DeploymentEvent.Ended.class::isInstance).count();
        assertEquals(6, ended);
        assertEquals(6, events.stream().filter(DeploymentEvent.Applied.class::isInstance).count());
    }

    @Test
    void saysWhatIsRefused() throws Exception {
        try (GitOps gitops = open(world(1))) {
            Map<String, ImageRef> image = Map.of("app-0", ImageRef.parse(IMAGE + "app-0:2.0.0"));
            assertEquals(
                    Map.of("app-0", "refused: PATH"), new Portal(gitops, pool).release(image, PRODUCTION));
        }
    }

    @Test
    void anUnknownApplicationFailsAlone() throws Exception {
        try (GitOps gitops = open(world(1))) {
            Map<String, String> words = new Portal(gitops, pool)
                    .release(
                            Map.of(
                                    "app-0", ImageRef.parse(IMAGE + "app-0:2.0.0"),
                                    "ap-0", ImageRef.parse(IMAGE + "app-0:2.0.0")),
                            DEV);
            assertEquals("verified", words.get("app-0"));
            assertTrue(words.get("ap-0").contains("did you mean app-0?"), words.toString());
        }
    }

    @Test
    void anInterruptCancels() throws Exception {
        try (GitOps gitops = open(world(1))) {
            Thread.currentThread().interrupt();
            assertThrows(CancelledException.class, () -> Pipeline.forApp(gitops.app("app-0"))
                    .release(ImageRef.parse(IMAGE + "app-0:2.0.0"))
                    .to(DEV)
                    .execute());
            assertTrue(Thread.interrupted());
        }
    }
}
