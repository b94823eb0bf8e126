package dev.gitops.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.jni.NativeLibrary;
import java.util.List;
import org.junit.jupiter.api.Test;

class HelmLibraryTest {

    private final List<NativeLibrary> libraries =
            List.of(() -> "helm-darwin-10.12-arm64.dylib", () -> "helm-linux-amd64.so");

    @Test
    void takesTheOneForTheMachine() {
        assertThat(HelmLibrary.choose(libraries, "Linux", "amd64").getBinaryName())
                .isEqualTo("helm-linux-amd64.so");
        assertThat(HelmLibrary.choose(libraries, "Mac OS X", "aarch64").getBinaryName())
                .startsWith("helm-darwin");
    }

    @Test
    void saysWhichArtifactIsMissing() {
        assertThatThrownBy(() -> HelmLibrary.choose(libraries, "Linux", "aarch64"))
                .hasMessageContaining("charts cannot be rendered on Linux aarch64")
                .hasMessageContaining("com.marcnuri.helm-java:linux-arm64");
    }
}
