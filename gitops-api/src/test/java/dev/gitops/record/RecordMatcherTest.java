package dev.gitops.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.ImmutableRecordQuery;
import dev.gitops.api.Operation;
import dev.gitops.api.RecordQuery;
import dev.gitops.testing.SampleRecords;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordMatcherTest {

    private final DeploymentRecord record = SampleRecords.full().build();

    private boolean matches(UnaryOperator<ImmutableRecordQuery.Builder> query) {
        return RecordMatcher.of(query.apply(RecordQuery.builder()).build()).matches(record);
    }

    @Test
    void anEmptyQueryMatches() {
        assertThat(matches(query -> query)).isTrue();
    }

    @Test
    void applicationAndEnvironmentMatchWhole() {
        assertThat(matches(query -> query.app("shop").environment(EnvironmentName.PRODUCTION)))
                .isTrue();
        assertThat(matches(query -> query.app("sho"))).isFalse();
        assertThat(matches(query -> query.app("shop").environment(EnvironmentName.STAGING)))
                .isFalse();
    }

    @Test
    void oneOfTheOperationsAndOneOfTheOutcomesMustMatch() {
        assertThat(matches(query ->
                        query.addOperations(Operation.DEPLOY, Operation.HEAL).addOutcomes("verified", "failed")))
                .isTrue();
        assertThat(matches(query -> query.addOperations(Operation.HEAL))).isFalse();
        assertThat(matches(query -> query.addOutcomes("failed"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Alice Adams <alice@example.com>", "alice adams", "alice@example.com", "bob", "BOB"})
    void aPersonIsWhoAskedOrApproved(String person) {
        assertThat(matches(query -> query.person(person))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "bo", "example"})
    void aPartOfAPersonIsNobody(String person) {
        assertThat(matches(query -> query.person(person))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry.example.com/payments/shop:1.2.3@sha256:bbbb",
                "registry.example.com/payments/shop",
                "payments/shop:1.2",
                "shop:1.2.3",
                "shop",
                "1.2.2",
                "sha256:bbbbbbbbbbbb",
                "bbbbbbbbbbbb",
                "aaaa"
            })
    void anImageMatchesByTheBeginningOfItsReferenceNameTagOrDigest(String image) {
        assertThat(matches(query -> query.image(image))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.3", "example.com", "hop", "sha256:cc", "shop1"})
    void anythingElseIsNoImage(String image) {
        assertThat(matches(query -> query.image(image))).isFalse();
    }

    @Test
    void aCommitMatchesByItsBeginning() {
        assertThat(matches(query -> query.commit("fedcba9"))).isTrue();
        assertThat(matches(query -> query.commit("0123456789ABC"))).isTrue();
        assertThat(matches(query -> query.commit("123456"))).isFalse();
    }

    @Test
    void aChangeRequestMatchesByNumberOrUrl() {
        assertThat(matches(query -> query.changeRequest("41"))).isTrue();
        assertThat(matches(query -> query.changeRequest("#41"))).isTrue();
        assertThat(matches(query -> query.changeRequest("https://git.example.com/pulls/41")))
                .isTrue();
        assertThat(matches(query -> query.changeRequest("4"))).isFalse();
    }

    @Test
    void timesIncludeTheirBeginningAndNotTheirEnd() {
        assertThat(matches(query -> query.since(record.ended()))).isTrue();
        assertThat(matches(query -> query.since(record.ended().plusNanos(1)))).isFalse();
        assertThat(matches(query -> query.until(record.ended()))).isFalse();
        assertThat(matches(query -> query.until(record.ended().plusNanos(1)))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cart",
                "CART lose",
                "lose cart",
                "1.2.3",
                "replicas",
                "without a change requ",
                "jenkins.example.com",
                "812",
                "  "
            })
    void wordsMatchInAnyOrderAndMayBeCutShort(String text) {
        assertThat(matches(query -> query.text(text))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"art", "1.2.4", "cart payments nowhere", "3-2-1"})
    void wordsThatAreNotThereDoNotMatch(String text) {
        assertThat(matches(query -> query.text(text))).isFalse();
    }

    @Test
    void noPhraseReachesFromOneTextIntoTheNext() {
        DeploymentRecord apart = SampleRecords.small()
                .reason("ends with red")
                .addNotices("apple begins")
                .build();
        RecordQuery query = RecordQuery.builder().text("red-apple").build();
        assertThat(RecordMatcher.of(query).matches(apart)).isFalse();
    }
}
