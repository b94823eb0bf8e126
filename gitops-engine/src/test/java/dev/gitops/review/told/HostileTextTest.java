package dev.gitops.review.told;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.review.NeededApproval;
import dev.gitops.api.review.ObjectChange;
import dev.gitops.api.review.RenderedDifference;
import dev.gitops.api.review.Review;
import dev.gitops.api.review.ReviewFinding;
import dev.gitops.api.review.ReviewPlace;
import dev.gitops.api.review.ReviewScope;
import dev.gitops.api.review.ReviewedPlace;
import dev.gitops.api.review.Severity;
import dev.gitops.api.review.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a change's author wrote is text, wherever it stands. */
class HostileTextTest {

    private static final ReviewMarkdown COMMENT =
            new ReviewMarkdown(ReviewMarkdown.USUAL_LIMIT, true, Optional.empty());

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(ReviewJson.schema(), InputFormat.JSON);

    static Review review(String text, int times) {
        ReviewPlace place = new ReviewPlace("shop", "production");
        List<ReviewFinding> findings = new ArrayList<>();
        List<RenderedDifference> differences = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            findings.add(new ReviewFinding(
                    "prune",
                    Severity.WARNING,
                    false,
                    text,
                    "nothing",
                    List.of(place),
                    1,
                    Optional.of(text),
                    Optional.of(text),
                    OptionalInt.of(i + 1)));
            differences.add(new RenderedDifference(
                    List.of(place),
                    List.of(new ObjectChange(
                            ObjectChange.Change.CHANGED,
                            "v1",
                            text,
                            Optional.of(text),
                            text,
                            List.of(text),
                            "--- a\n+++ b\n+" + text + "\n",
                            Optional.empty()))));
        }
        return new Review(
                "a".repeat(40),
                "b".repeat(40),
                Optional.of("7"),
                Verdict.PASSED,
                "sha256:" + "0".repeat(64),
                new ReviewScope(1, List.of("production"), List.of(), List.of("production"), 1),
                List.of(new ReviewedPlace(
                        place,
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        Optional.empty(),
                        Optional.of("sha256:" + "1".repeat(64)))),
                differences,
                findings,
                List.of(new NeededApproval(text, List.of(text), true)),
                List.of(text));
    }

    /** Whatever is not code, which hosts take letter by letter. */
    private static String outsideOfCode(String markdown) {
        StringBuilder outside = new StringBuilder();
        int at = 0;
        while (at < markdown.length()) {
            int run = 0;
            while (at + run < markdown.length() && markdown.charAt(at + run) == '`') {
                run++;
            }
            if (run == 0) {
                outside.append(markdown.charAt(at++));
                continue;
            }
            int end = at + run;
            int other = 0;
            while (end < markdown.length() && other != run) {
                other = 0;
                while (end < markdown.length() && markdown.charAt(end) != '`') {
                    end++;
                }
                while (end + other < markdown.length() && markdown.charAt(end + other) == '`') {
                    other++;
                }
                end += other;
            }
            at = end;
        }
        return outside.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@everyone look",
                "[click](https://evil.example.com)",
                "![picture](https://evil.example.com/p.png)",
                "<img src=x onerror=alert(1)>",
                "<!-- gitops/review -->",
                "https://evil.example.com/steal",
                "www.evil.example.com",
                "</details><script>alert(1)</script>",
                "``` \n# heading",
                "`` ` @everyone",
                "a`@everyone`b",
                "````@everyone",
                "| a | b |\n|---|---|",
                "# heading",
                "org/repo#1 and GH-1 and #2",
                "deadbeefdeadbeefdeadbeefdeadbeefdeadbeef",
                "\u202Etxet\u202C and \u001B[31m",
                "**passed** :white_check_mark:",
                "$\\sqrt{x}$ ~~gone~~",
            })
    void standsInACommentAsCodeAlone(String text) {
        String comment = COMMENT.of(review(text, 1));
        String outside = outsideOfCode(comment.substring(ReviewMarkdown.MARK.length()));
        assertThat(outside)
                .doesNotContain(
                        "@",
                        "evil",
                        "<img",
                        "<script",
                        "<!--",
                        "deadbeef",
                        "](",
                        "\u202E",
                        "\u001B",
                        "txet",
                        "GH-1",
                        "~~",
                        "sqrt")
                .doesNotContain("heading");
        assertThat(outside.split("</details>", -1)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\" onmouseover=\"x",
                "</pre></details><h1>",
                "&lt;b&gt;",
                "'><svg/onload=x>"
            })
    void standsInThePageAsText(String text) {
        String page = ReviewHtml.of(review(text, 1));
        assertThat(page).doesNotContain("<script", "onmouseover=\"x", "<svg", "</details><h1>", "<b>");
        assertThat(page).contains("default-src 'none'");
    }

    @Test
    void keepsTheHostsLimitHoweverMuchThereIs() {
        Review huge = review("x @everyone ".repeat(20), 3_000);
        for (int limit : new int[] {2_000, 32_000, 60_000}) {
            String comment =
                    new ReviewMarkdown(limit, true, Optional.of("https://ci.example.com/review.html")).of(huge);
            assertThat(comment.length()).isLessThanOrEqualTo(limit);
            assertThat(comment)
                    .contains("more", "Rendered digest", "[the whole review](https://ci.example.com/review.html)");
        }
    }

    @Test
    void isTheSameAfterItsWayThroughJson() throws Exception {
        Review review = review("a \u00e9 `text`", 3);
        String json = ReviewJson.text(review);
        assertThat(ReviewReader.read(json)).isEqualTo(review);
        assertThat(SCHEMA.validate(json, InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"form\":1|\"form\":2",
                "\"verdict\":\"passed\"|\"verdict\":\"fine\"",
                "\"to\":\"bbbb|\"to\":\"../b",
                "\"digest\":\"sha256:|\"digest\":\"md5:",
                "\"id\":\"prune\"|\"id\":\"Prune <b>\"",
                "\"notices\":[|\"more\":1,\"notices\":[",
                "\"fourEyes\":true|\"fourEyes\":\"true\"",
                "\"line\":1|\"line\":-1",
                "\"count\":1|\"count\":1e99",
            })
    void isRefusedInAnotherForm(String change) throws Exception {
        String[] both = change.split("\\|");
        String json = ReviewJson.text(review("text", 1));
        String other = json.replace(both[0], both[1]);
        assertThat(other).isNotEqualTo(json);
        assertThatThrownBy(() -> ReviewReader.read(other)).isInstanceOf(InvalidInputException.class);
        assertThat(SCHEMA.validate(other, InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void isRefusedWhereItIsTooLargeOrNoJson() {
        assertThatThrownBy(() -> ReviewReader.read("x".repeat(18 << 20))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> ReviewReader.read("[".repeat(5_000))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> ReviewReader.read("null")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void leavesDiffsOutWhereADocumentWouldBeTooLarge() {
        Review huge = review("x".repeat(1_900), 1_500);
        String json = ReviewJson.text(huge);
        assertThat(json.length()).isLessThanOrEqualTo(ReviewJson.LARGEST);
        assertThat(ReviewReader.read(json).notices())
                .anySatisfy(notice -> assertThat(notice).contains("left out"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://evil.example.com/login", "x/@alice", "<img src=x>", "a\n# b", "![x](//evil.example.com)"
            })
    void namesOfPlacesAreCodeWhereTheyCouldMeanMore(String name) {
        Review plain = review("text", 1);
        ReviewPlace place = new ReviewPlace(name, name);
        Review hostile = new Review(
                plain.from(),
                plain.to(),
                plain.request(),
                plain.verdict(),
                plain.digest(),
                new ReviewScope(1, List.of(name), List.of(name), List.of(name), 1),
                plain.places(),
                List.of(new RenderedDifference(
                        List.of(place), plain.differences().get(0).objects())),
                List.of(),
                List.of(),
                List.of());
        String code = "`" + name.replace("\n", "<U+000A>") + "`";
        assertThat(COMMENT.of(hostile))
                .contains("rendered differently in " + code + ", of which " + code + " is protected; clusters: " + code)
                .contains("**" + code + " in " + code + "**");
    }

    @Test
    void aVerdictThatItsFindingsContradictIsRefused() {
        String told = ReviewJson.text(review("text", 1));
        assertThat(ReviewReader.read(told).blocking()).isEmpty();
        assertThatThrownBy(() -> ReviewReader.read(told.replaceFirst("(\"blocks\" ?: ?)false", "$1true")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("verdict");
    }

    @Test
    void whatFollowsTheReviewIsRefused() {
        assertThatThrownBy(() -> ReviewReader.read(ReviewJson.text(review("text", 1)) + "{}"))
                .isInstanceOf(InvalidInputException.class);
    }
}
