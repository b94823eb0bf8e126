package dev.gitops.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceTest {

    @Test
    void encodesWhatWouldAddASegmentAParameterOrAFragment() {
        assertThat(Resource.of("a/b", "c?d#e", "f g+h%2e").with("q", "x&y=z").with("page", 2))
                .hasToString("a%2Fb/c%3Fd%23e/f%20g%2Bh%252e?q=x%26y%3Dz&page=2");
    }

    @Test
    void goesBelowAPathWithoutItsQuery() {
        assertThat(Resource.of("a").with("q", "1").at("b").at(7)).hasToString("a/b/7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a\nb", "a\u0000b"})
    void refusesWhatIsNoPartOfAPath(String part) {
        assertThatThrownBy(() -> Resource.of("repos", part)).isInstanceOf(InvalidInputException.class);
    }
}
