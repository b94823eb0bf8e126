package dev.gitops.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.InvalidInputException;
import dev.gitops.spi.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImagesTest {

    private static final Target SHOP = new Target(
            "shop",
            EnvironmentName.DEV,
            null,
            List.of(
                    new Target.Image("shop", "host:5000/team/shop"),
                    new Target.Image("worker", "host:5000/team/worker")));

    @Test
    void imagesAreFoundInContainersOfAnyKindByRepository() {
        String yaml = """
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: nightly}
                spec:
                  jobTemplate:
                    spec:
                      template:
                        spec:
                          initContainers:
                            - {name: setup, image: "host:5000/team/worker:2@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}
                          containers:
                            - {name: sidecar, image: "other/shop:9"}
                            - {name: shop, image: "host:5000/team/shop:1"}
                """;
        assertThat(Images.release(ManifestReader.read(yaml), SHOP))
                .extracting(Object::toString)
                .containsExactly(
                        "shop=host:5000/team/shop:1",
                        "worker=host:5000/team/worker:2@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
    }

    @Test
    void placeholdersOfOtherContainersArePassedOver() {
        String yaml = """
                apiVersion: v1
                kind: Pod
                metadata: {name: one}
                spec: {containers: [{name: a, image: "host:5000/team/shop:1"}, {name: b, image: $(SIDE)}]}
                """;
        assertThat(Images.release(ManifestReader.read(yaml), SHOP)).hasSize(1);
        assertThatThrownBy(() -> Images.release(ManifestReader.read(yaml.replace("shop:1", "shop:1e+07")), SHOP))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void twoVersionsOfOneImageAreNoRelease() {
        String yaml = """
                apiVersion: v1
                kind: Pod
                metadata: {name: one}
                spec: {containers: [{name: a, image: "host:5000/team/shop:1"}]}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: two}
                spec: {containers: [{name: b, image: "host:5000/team/shop:2"}]}
                """;
        assertThatThrownBy(() -> Images.release(ManifestReader.read(yaml), SHOP))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Pod two, container b")
                .hasMessageContaining("Pod one, container a");
    }
}
