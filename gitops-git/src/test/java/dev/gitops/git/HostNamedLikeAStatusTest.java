package dev.gitops.git;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host that does not answer, and whose address reads like a refusal of the login. It is to be asked again all the same. */
class HostNamedLikeAStatusTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:1/team/401.git",
                "http://127.0.0.1:1/team/authentication.git",
                "http://127.0.0.1:1/403/permission%20denied.git"
            })
    void isUnreachable(String url) {
        try (ConfigRepository repository = ConfigRepository.open(
                Writer.options(url, folder.resolve("cache")).build())) {
            assertThatThrownBy(() -> repository.tip("main")).isInstanceOf(GitException.Unreachable.class);
        }
    }
}
