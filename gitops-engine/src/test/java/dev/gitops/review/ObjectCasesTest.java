package dev.gitops.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.review.Review;
import dev.gitops.api.review.ReviewPlace;
import dev.gitops.manifests.ManifestReader;
import dev.gitops.review.rendered.RenderedPlace;
import dev.gitops.review.rendered.RenderedPlace.Side;
import dev.gitops.review.rule.Findings;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every finding about what is rendered has a change that has it, and near ones that have not. */
class ObjectCasesTest {

    record Case(String title, String before, String after, Set<String> finds) {
        @Override
        public String toString() {
            return title;
        }
    }

    static Stream<Case> cases() throws Exception {
        String text;
        try (var in = ObjectCasesTest.class.getResourceAsStream("cases.txt")) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        return Arrays.stream(text.split("(?m)^== ")).skip(1).map(ObjectCasesTest::parse);
    }

    private static Case parse(String text) {
        String[] parts = text.split("(?m)^-- (?:before|after|finds)");
        Set<String> finds = Arrays.stream(parts[3].strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        return new Case(parts[0].strip(), parts[1].strip(), parts[2].strip(), finds);
    }

    static Review review(String before, String after) {
        EnvironmentSpec environment = EnvironmentSpec.builder()
                .name(EnvironmentName.of("production"))
                .namespace("production")
                .build();
        Judgement judgement = new Judgement(new Findings());
        judgement.add(new RenderedPlace(
                new ReviewPlace("shop", "production"),
                Optional.of(new Side(environment, ManifestReader.read(before))),
                Optional.of(new Side(environment, ManifestReader.read(after)))));
        return judgement.verdict("a".repeat(40), "b".repeat(40), Optional.empty(), 1, List.of());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void findsWhatIsThereAndNothingElse(Case each) {
        Review review = review(each.before(), each.after());
        Set<String> found = new TreeSet<>();
        review.findings().forEach(finding -> found.add(finding.id()));
        assertThat(found).as(review.findings().toString()).isEqualTo(each.finds());
        assertThat(review.differences()).isNotEmpty();
    }

    @Test
    void everyCaseIsToldByItsFinding() throws Exception {
        assertThat(cases().filter(each -> !each.title().startsWith("near ")))
                .hasSizeGreaterThan(30)
                .allSatisfy(each -> assertThat(each.finds())
                        .contains(each.title().substring(0, each.title().indexOf(':'))));
        assertThat(cases().filter(each -> each.title().startsWith("near ")))
                .hasSizeGreaterThan(20)
                .allSatisfy(each -> assertThat(each.finds())
                        .doesNotContain(each.title()
                                .substring("near ".length(), each.title().indexOf(':'))));
    }
}
