package dev.gitops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageRefTest {

    private static final String SHA256 = "sha256:" + "0123456789abcdef".repeat(4);
    private static final String SHA512 = "sha512:" + "0123456789abcdef".repeat(8);

    @Nested
    class AReference {

        @ParameterizedTest
        @CsvSource(nullValues = "-", textBlock = """
                        nginx,                                  -,                         nginx,             -
                        nginx:1.27,                             -,                         nginx,             1.27
                        host:5000,                              -,                         host,              5000
                        team/nginx,                             -,                         team/nginx,        -
                        localhost/nginx,                        localhost,                 nginx,             -
                        localhost:5000/nginx:a,                 localhost:5000,            nginx,             a
                        registry.example.com/a/b/c:1.0.0_rc-1,  registry.example.com,      a/b/c,             1.0.0_rc-1
                        registry.example.com:443/a,             registry.example.com:443,  a,                 -
                        host:5000/a,                            host:5000,                 a,                 -
                        HOST/a,                                 HOST,                      a,                 -
                        Registry.Example.com/a,                 Registry.Example.com,      a,                 -
                        127.0.0.1:5000/a,                       127.0.0.1:5000,            a,                 -
                        [::1]/a,                                [::1],                     a,                 -
                        [2001:db8::1]:5000/a/b:c,               [2001:db8::1]:5000,        a/b,               c
                        xn--n3h.com/a,                          xn--n3h.com,               a,                 -
                        a.b/c,                                  a.b,                       c,                 -
                        a/b.c,                                  -,                         a/b.c,             -
                        a__b/c---d/e_f.g,                       -,                         a__b/c---d/e_f.g,  -
                        a:_tag,                                 -,                         a,                 _tag
                        1/2:3,                                  -,                         1/2,               3
                        """)
        void isParsedAndPrintedAsWritten(String text, String domain, String path, String tag) {
            ImageRef image = ImageRef.parse(text);
            assertThat(image.domain().orElse(null)).isEqualTo(domain);
            assertThat(image.path()).isEqualTo(path);
            assertThat(image.tag().orElse(null)).isEqualTo(tag);
            assertThat(image.digest()).isEmpty();
            assertThat(image).hasToString(text);
            assertThat(image.repository()).isEqualTo(domain == null ? path : domain + "/" + path);
        }

        @Test
        void mayHaveADigest() {
            ImageRef image = ImageRef.parse("host:5000/a@" + SHA256);
            assertThat(image.digest()).contains(SHA256);
            assertThat(image.tag()).isEmpty();
            assertThat(image.repository()).isEqualTo("host:5000/a");
        }

        @Test
        void mayHaveATagAndADigest() {
            ImageRef image = ImageRef.parse("[::1]:5000/a:1@" + SHA512);
            assertThat(image.digest()).contains(SHA512);
            assertThat(image.tag()).contains("1");
            assertThat(image).hasToString("[::1]:5000/a:1@" + SHA512);
        }

        @Test
        void mayHaveADigestOfAnotherAlgorithm() {
            String digest = "blake3+b64.x:" + "Ab".repeat(16);
            assertThat(ImageRef.parse("a@" + digest).digest()).contains(digest);
            assertThat(ImageRef.parse("a@sha384:" + "ab".repeat(48)).digest()).isPresent();
        }

        @Test
        void mayHaveATagOf128Characters() {
            assertThat(ImageRef.parse("a:" + "x".repeat(128)).tag()).isPresent();
        }
    }

    @Nested
    class ATextThatIsNone {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    ":",
                    ":1",
                    "@",
                    "/",
                    "/a",
                    "a/",
                    "a//b",
                    "A",
                    "a/B",
                    "a:",
                    "a:-1",
                    "a:.1",
                    "a@",
                    "a@sha256:",
                    "a@sha256",
                    "-a",
                    "a-",
                    "_a",
                    "a_",
                    ".a",
                    "a.",
                    "a..b",
                    "a___b",
                    "a._b",
                    "a:b:c",
                    "a:b/c:d:e",
                    "a@b@c",
                    "https://a/b",
                    "host:port/a",
                    "host:123456/a",
                    ":5000/a",
                    "-host.com/a",
                    "host-.com/a",
                    "host..com/a",
                    ".com/a",
                    "[::1/a",
                    "::1]/a",
                    "[]/a",
                    "[::1]x/a",
                    "[::g]/a",
                    "host_name.com/a",
                    "localhost/",
                    "a b",
                    "a\tb",
                    "a\nb",
                    "a\0b",
                    "a\u202Eb",
                    "\u0430",
                    "a$(id)",
                    "a${x}",
                    "a`id`",
                    "a'b",
                    "a\"b",
                    "../a",
                    "a/../b",
                    "a;b",
                    "a|b",
                    "a&b",
                    "--help",
                    "a:1 ",
                    "a:1\n",
                    "user@host/a",
                    "user:pass@host.com/a:1"
                })
        void isRefusedWithAClearError(String text) {
            assertThatThrownBy(() -> ImageRef.parse(text))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("registry.example.com/team/app:tag")
                    .message()
                    .doesNotContain("\0", "\u202E");
        }

        @Test
        void isRefusedForADigestWithTooFewOrCapitalDigits() {
            assertThatThrownBy(() -> ImageRef.parse("a@sha256:" + "a".repeat(63)))
                    .hasMessageContaining("digest");
            assertThatThrownBy(() -> ImageRef.parse("a@sha256:" + "A".repeat(64)))
                    .hasMessageContaining("digest");
            assertThatThrownBy(() -> ImageRef.parse("a@sha256:" + "g".repeat(64)))
                    .hasMessageContaining("digest");
            assertThatThrownBy(() -> ImageRef.parse("a@sha512:" + "a".repeat(64)))
                    .hasMessageContaining("digest");
            assertThatThrownBy(() -> ImageRef.parse("a@x:" + "a".repeat(31))).hasMessageContaining("digest");
        }

        @Test
        void isRefusedForALongTagOrRepository() {
            assertThatThrownBy(() -> ImageRef.parse("a:" + "x".repeat(129))).hasMessageContaining("tag");
            assertThat(ImageRef.parse("a".repeat(255)).path()).hasSize(255);
            assertThatThrownBy(() -> ImageRef.parse("a".repeat(256))).hasMessageContaining("255");
        }

        @Test
        void isRefusedWhereItIsAnIdOfOneMachine() {
            assertThatThrownBy(() -> ImageRef.parse("a".repeat(64))).hasMessageContaining("id of an image");
            assertThat(ImageRef.parse("a".repeat(63)).path()).hasSize(63);
            assertThat(ImageRef.parse("localhost/" + "a".repeat(64)).path()).hasSize(64);
        }

        @ParameterizedTest
        @ValueSource(strings = {"a", "a-", "a/", "a.", "-", "_", "a_b.", "1:", "@", "[:", "A.", "%s "})
        void isRefusedAtOnceHoweverLongItIs(String part) {
            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
                assertThatThrownBy(() -> ImageRef.parse(part.repeat((1 << 20) / part.length())))
                        .isInstanceOf(InvalidInputException.class)
                        .message()
                        .hasSizeLessThan(2_000);
                for (int length = 200; length <= 1024; length += 103) {
                    String text = part.repeat(length / part.length()) + "!";
                    assertThatThrownBy(() -> ImageRef.parse(text)).isInstanceOf(InvalidInputException.class);
                }
            });
        }
    }

    @Nested
    class TwoReferences {

        @ParameterizedTest
        @CsvSource({
            "nginx, docker.io/nginx",
            "nginx, docker.io/library/nginx",
            "nginx, index.docker.io/library/nginx",
            "library/nginx:1, nginx:1",
            "team/app, docker.io/team/app",
            "Registry.Example.com/a, registry.example.com/a"
        })
        void thatMeanTheSameImageAreEqual(String one, String other) {
            assertThat(ImageRef.parse(one)).isEqualTo(ImageRef.parse(other)).hasSameHashCodeAs(ImageRef.parse(other));
            assertThat(ImageRef.parse(one).sameRepository(ImageRef.parse(other)))
                    .isTrue();
        }

        @ParameterizedTest
        @CsvSource({
            "nginx, nginx:latest",
            "nginx:1, nginx:2",
            "nginx, ghcr.io/nginx",
            "ghcr.io/nginx, ghcr.io/library/nginx",
            "host/a, host:443/a",
            "localhost/a, a"
        })
        void thatMeanDifferentImagesAreNot(String one, String other) {
            assertThat(ImageRef.parse(one)).isNotEqualTo(ImageRef.parse(other));
        }

        @Test
        void ofOneRepositoryAreSoWhateverTheirVersions() {
            assertThat(ImageRef.parse("nginx:1").sameRepository(ImageRef.parse("docker.io/library/nginx@" + SHA256)))
                    .isTrue();
            assertThat(ImageRef.parse("nginx:1").sameRepository(ImageRef.parse("nginx2:1")))
                    .isFalse();
        }
    }

    @Nested
    class AnotherVersion {

        @Test
        void getsItsTagAndLosesTheDigest() {
            assertThat(ImageRef.parse("host/a:1@" + SHA256).withTag("2")).hasToString("host/a:2");
            assertThatThrownBy(() -> ImageRef.parse("a").withTag("-x")).isInstanceOf(InvalidInputException.class);
            assertThatThrownBy(() -> ImageRef.parse("a").withTag("x@y")).isInstanceOf(InvalidInputException.class);
        }

        @Test
        void getsItsDigestAndKeepsTheTag() {
            assertThat(ImageRef.parse("host/a:1").withDigest(SHA256)).hasToString("host/a:1@" + SHA256);
            assertThatThrownBy(() -> ImageRef.parse("a").withDigest("sha256:1"))
                    .isInstanceOf(InvalidInputException.class);
        }
    }
}
