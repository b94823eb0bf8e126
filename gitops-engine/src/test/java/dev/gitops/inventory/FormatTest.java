package dev.gitops.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatTest {

    @ParameterizedTest
    @CsvSource({"60s, 60", "5m, 300", "1h30m, 5400", "1d2h3m4s, 93784", "0s, 0", "90m, 5400"})
    void aDurationIsWholeNumbersWithTheirUnits(String text, long seconds) {
        assertThat(Durations.parse(text)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"60, 1m", "5400, 1h30m", "93784, 1d2h3m4s", "0, 0s", "90, 1m30s"})
    void aDurationIsWrittenAsPeopleWriteIt(long seconds, String text) {
        assertThat(Durations.text(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "5", "m", "5 m", "1m1h", "1m1m", "-1s", "1.5h", "5ms", "1w", "99999999999s", "PT5M", "5m5"})
    void nothingElseIsADuration(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://git.example.com/a/b.git",
                "http://localhost:3000/a.git",
                "ssh://git@host:22/a.git",
                "ssh://host/a",
                "file:///srv/a.git",
                "git@host:a/b.git",
                "host.example.com:a/b",
                "/srv/git/a.git",
                "config.git",
                "https://[::1]:8443/a"
            })
    void aRepositoryIsAUrlALoginOrAPath(String text) {
        assertThat(Format.REPOSITORY.check(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ext::sh -c id", "ftp://host/a", "https:///a", "git@-oProxyCommand=x:a", "git@host:-a",
                        "https://host/a?b=c",
                "https://host/a#b", "-a:b", "file://host/a", "git://host/a", "https://user@host/a", "ssh://-oX@host/a",
                "git@host:../a", "ssh://-host/a"
            })
    void nothingElseIsARepository(String text) {
        assertThat(Format.REPOSITORY.check(text)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "release/1.x", "feature/a_b-c", "user@host", "a.b"})
    void aBranchIsWhatGitTakes(String text) {
        assertThat(Format.BRANCH.check(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-x",
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
                ".a",
                "a/.b",
                "a.lock",
                "a.lock/b",
                "@",
                "a@{1}",
                "HEAD",
                "refs/heads/main",
                "gitops/state",
                "rendered/dev"
            })
    void nothingElseIsABranch(String text) {
        assertThat(Format.BRANCH.check(text)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"apps/shop", ".", "a", "a.b/c-d", ".github/x", "a b/c", "\u00e4pp/x", "x/.gitignore"})
    void aPathIsInsideTheRepository(String text) {
        assertThat(Format.PATH.check(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a",
                "a/",
                "a//b",
                "./a",
                "a/./b",
                "..",
                "a/..",
                ".git",
                "a/.GIT/b",
                ".git/hooks",
                "GIT~1/x",
                "-a",
                "a/-b",
                "C:/a",
                "a:b",
                "a*",
                "a ",
                ".git /x",
                ".git./x"
            })
    void nothingElseIsAPath(String text) {
        assertThat(Format.PATH.check(text)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FRI 18:00", "MON 00:00", "SUN 23:59", "2026-12-20T00:00", "2026-12-20T00:00:30"})
    void aMomentIsWeeklyOrOnce(String text) {
        assertThat(Format.MOMENT.check(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FRI 24:00",
                "FRI 18:60",
                "FRY 18:00",
                "fri 18:00",
                "18:00",
                "2026-13-20T00:00",
                "2026-12-20",
                "FRI 1 :00"
            })
    void nothingElseIsAMoment(String text) {
        assertThat(Format.MOMENT.check(text)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev",
                "in-cluster",
                "arn:aws:eks:eu-west-1:42:cluster/production",
                "gke_project_zone_name",
                "admin@host",
                "ns/api-host:6443/admin"
            })
    void aContextIsWhatKubeconfigsName(String text) {
        assertThat(Format.CONTEXT.check(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spec.replicas",
                "data",
                "webhooks.*.clientConfig.caBundle",
                "spec.template.spec.containers[name=app].resources",
                "spec.ports[0].nodePort",
                "spec.rules[a=b][0].x",
                "metadata.annotations"
            })
    void aFieldOfAnObjectIsNamedByItsPath(String text) {
        assertThat(Format.OBJECTFIELD.check(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spec..replicas",
                ".spec",
                "spec.",
                "/spec/replicas",
                "spec.containers[name=app",
                "spec[]",
                "spec[a]",
                "spec[a=b]c",
                "spec]",
                "kind",
                "metadata",
                "metadata.name"
            })
    void nothingElseIsAFieldOfAnObject(String text) {
        assertThat(Format.OBJECTFIELD.check(text)).isNotNull();
    }
}
