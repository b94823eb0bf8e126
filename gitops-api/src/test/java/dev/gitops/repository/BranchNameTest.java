package dev.gitops.repository;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BranchNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"main", "release/1.x", "gitops/change/shop/dev", "user@host", "a_b-c", "\u00e4nderung", "a=b,c+d"
            })
    void isWhatGitTakes(String name) {
        assertThat(BranchName.problem(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-x",
                "a/-x",
                "a..b",
                "a b",
                "a~1",
                "a^",
                "a:b",
                "a?",
                "a*",
                "[a",
                "a\\b",
                "/a",
                "a/",
                "a//b",
                "a.",
                "a./b",
                ".a",
                "a/.b",
                "a.lock",
                "a.lock/b",
                "@",
                "a@{1}",
                "HEAD",
                "refs/heads/main",
                "$(id)",
                "a'b",
                "a\"b",
                "a;b",
                "a#b",
                "a%2fb",
                "a!b",
                "a&b",
                "a|b",
                "a<b",
                "{a}",
                "a\nb",
                "a\0b",
                "a\u202eb",
                "a\u200bb"
            })
    void isNothingElse(String name) {
        assertThat(BranchName.problem(name)).isPresent();
    }
}
