package dev.gitops.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TokenFileTest {

    private final AtomicReference<String> content = new AtomicReference<>("one");
    private final TokenFile file = new TokenFile(() -> {
        String now = content.get();
        if (now.equals("gone")) {
            throw new InvalidInputException(
                    "the cluster's credentials", List.of(Problem.of("token", "file", "cannot be read", null)));
        }
        return now;
    });

    @Test
    void itsContentIsReadAnewAsItChanges() {
        assertThat(file.token()).isEqualTo("one");
        content.set("two");
        assertThat(file.token()).isEqualTo("two");
    }

    @Test
    void whileItCannotBeReadOrIsEmptyTheLastTokenServes() {
        assertThat(file.token()).isEqualTo("one");
        content.set("gone");
        assertThat(file.token()).isEqualTo("one");
        content.set("");
        assertThat(file.token()).isEqualTo("one");
    }

    @Test
    void oneThatCouldNeverBeReadIsInvalid() {
        content.set("gone");
        assertThatThrownBy(file::token).isInstanceOf(InvalidInputException.class);
    }
}
