package dev.gitops.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.ImmutableDeploymentRecord;
import dev.gitops.api.ImmutableRecordQuery;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Operation;
import dev.gitops.api.RecordQuery;
import dev.gitops.audit.TestRecords;
import dev.gitops.audit.TestStores;
import dev.gitops.audit.proof.AuditKey;
import dev.gitops.audit.proof.Checkpoint;
import dev.gitops.audit.proof.TestKeys;
import dev.gitops.audit.proof.TrailProofs;
import dev.gitops.record.LatestRecord;
import dev.gitops.record.RecordJson;
import dev.gitops.record.RecordMatcher;
import dev.gitops.spi.AuditStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store does, whatever it is made of. */
abstract class StoreContract {

    private static final RecordQuery ALL = RecordQuery.builder().build();

    @TempDir
    Path home;

    final TestRecords records = new TestRecords(3, 4, Duration.ofMinutes(7));
    AuditStore store;

    abstract String kind();

    abstract Object options() throws Exception;

    /** Takes the newest record away so that the store's own check does not see it. */
    abstract void cutOffNewest() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    final AuditStore open() throws Exception {
        return open(kind(), home, options(), environment());
    }

    Map<String, String> environment() {
        return Map.of("GITOPS_FORGE_TOKEN", "top-secret-token");
    }

    static AuditStore open(String kind, Path home, Object options, Map<String, String> environment) {
        return TestStores.open(kind, home, options, environment);
    }

    final List<DeploymentRecord> append(int count) {
        List<DeploymentRecord> made =
                IntStream.range(0, count).mapToObj(i -> records.next()).toList();
        store.appendAll(made);
        return made;
    }

    final List<String> trail() {
        List<String> ids = new ArrayList<>();
        store.read(0, (index, json) -> ids.add(RecordJson.read(json).id()));
        return ids;
    }

    @Test
    void anEmptyTrailIsWholeAndHasNothing() {
        assertThat(store.verify()).isEqualTo(AuditStore.Verification.whole(0));
        assertThat(store.search(ALL)).isEqualTo(new AuditStore.Page(0, List.of()));
        assertThat(trail()).isEmpty();
    }

    @Test
    void whatWasAppendedIsThereForOthersAndInOrder() throws Exception {
        List<DeploymentRecord> made = new ArrayList<>(append(3));
        DeploymentRecord alone = records.next();
        store.append(alone);
        made.add(alone);
        try (AuditStore other = open()) {
            List<String> seen = new ArrayList<>();
            other.read(
                    1,
                    (index, json) ->
                            seen.add(index + ":" + RecordJson.read(json).id()));
            assertThat(seen)
                    .containsExactly(
                            "1:" + made.get(1).id(),
                            "2:" + made.get(2).id(),
                            "3:" + made.get(3).id());
            assertThat(other.search(ALL).records()).containsExactly(made.get(3), made.get(2), made.get(1), made.get(0));
            assertThat(other.verify()).isEqualTo(AuditStore.Verification.whole(4));
        }
    }

    @Test
    void theNewestOfAllPlacesAreWhatASearchOfEachPlaceFindsFirst() {
        List<DeploymentRecord> made = append(120);
        Set<Operation> operations = Set.of(Operation.DEPLOY, Operation.HEAL);
        Set<String> outcomes = Set.of("verified", "unchanged", "failed");
        Set<String> each = new TreeSet<>();
        for (DeploymentRecord record : made) {
            RecordQuery query = RecordQuery.builder()
                    .app(record.app())
                    .environment(record.environment())
                    .operations(operations)
                    .outcomes(outcomes)
                    .limit(1)
                    .build();
            store.search(query).records().forEach(found -> each.add(found.id()));
        }
        assertThat(each).hasSizeGreaterThan(2);
        assertThat(store.newest(operations, outcomes))
                .allSatisfy(found ->
                        assertThat(found.whole().id()).isEqualTo(found.glance().id()))
                .extracting(found -> found.glance().id())
                .containsExactlyInAnyOrderElementsOf(each);
    }

    @Test
    void theLatestIsDisputedByOneThatClaimsAnEarlierTimeAndComesAfterIt() {
        DeploymentRecord latest = records.next();
        ImmutableDeploymentRecord.Builder same = DeploymentRecord.builder().from(latest);
        store.append(same.id(records.next().id())
                .ended(latest.ended().minusSeconds(60))
                .build());
        store.append(latest);
        assertThat(newestOf(latest)).extracting(LatestRecord::undisputed).containsExactly(true);
        store.append(same.id(records.next().id()).addAfter(latest.id()).build());
        assertThat(newestOf(latest)).singleElement().satisfies(found -> {
            assertThat(found.whole()).isEqualTo(latest);
            assertThat(found.undisputed()).isFalse();
        });
    }

    private Collection<LatestRecord> newestOf(DeploymentRecord record) {
        return store.newest(Set.of(record.operation()), Set.of(record.outcome()));
    }

    @Test
    void thereIsNoNewestRecordInAnEmptyTrail() {
        assertThat(store.newest(Set.of(Operation.DEPLOY), Set.of("verified"))).isEmpty();
    }

    @Test
    void readingStopsWhenTheVisitorHasEnough() {
        append(5);
        List<Long> seen = new ArrayList<>();
        store.read(0, (index, json) -> {
            seen.add(index);
            return index < 1;
        });
        assertThat(seen).containsExactly(0L, 1L);
    }

    @Test
    void secretsDoNotGetIntoIt() {
        store.append(DeploymentRecord.builder()
                .from(records.next())
                .reason("top-secret-token")
                .build());
        assertThat(store.search(ALL).records().get(0).reason()).contains("[redacted]");
    }

    @Test
    void anIdThatIsNoUlidIsRefused() {
        assertThatThrownBy(() -> store.append(
                        DeploymentRecord.builder().from(records.next()).id("1").build()))
                .isInstanceOf(InvalidInputException.class);
        assertThat(store.verify()).isEqualTo(AuditStore.Verification.whole(0));
    }

    @Test
    void everyQueryFindsWhatTheMatcherInMemoryFinds() {
        List<DeploymentRecord> made = append(300);
        DeploymentRecord one = made.get(137);
        List<ImmutableRecordQuery.Builder> queries = List.of(
                RecordQuery.builder().app("app-1"),
                RecordQuery.builder().app("app-1").environment(EnvironmentName.PRODUCTION),
                RecordQuery.builder().addOperations(Operation.PROMOTE),
                RecordQuery.builder()
                        .addOperations(Operation.PROMOTE, Operation.DEPLOY)
                        .addOutcomes("failed", "refused"),
                RecordQuery.builder().person("alice").environment(EnvironmentName.STAGING),
                RecordQuery.builder()
                        .image(Objects.requireNonNull(one.images().get(0).after())
                                .digest()
                                .orElseThrow()),
                RecordQuery.builder().image("app-2:1.1"),
                RecordQuery.builder().commit(one.commit().orElseThrow().substring(0, 9)),
                RecordQuery.builder().commit(one.sourceCommits().get(0)),
                RecordQuery.builder().changeRequest("#110"),
                RecordQuery.builder()
                        .since(made.get(40).ended())
                        .until(made.get(60).ended()),
                RecordQuery.builder().since(made.get(40).ended().plusNanos(1)).app("app-3"),
                RecordQuery.builder().until(made.get(99).ended()).text("memory search"),
                RecordQuery.builder().text("progressdeadline"),
                RecordQuery.builder().text("jenkins.example.com/job"),
                RecordQuery.builder().text("\"'; DROP TABLE x -- * OR : nothing"),
                RecordQuery.builder().app("app'1\"").text("x"));
        for (ImmutableRecordQuery.Builder builder : queries) {
            RecordQuery query = builder.limit(7).offset(2).build();
            RecordMatcher matcher = RecordMatcher.of(query);
            List<DeploymentRecord> expected = made.stream()
                    .filter(matcher::matches)
                    .sorted(Comparator.comparing(DeploymentRecord::ended).reversed())
                    .toList();
            AuditStore.Page page = store.search(query);
            assertThat(page.total()).as("%s", query).isEqualTo(expected.size());
            assertThat(page.records())
                    .as("%s", query)
                    .isEqualTo(expected.stream().skip(2).limit(7).toList());
        }
    }

    @Test
    void recordsOfTheSameMicrosecondAreAllFound() {
        DeploymentRecord first = records.next();
        List<DeploymentRecord> same = IntStream.range(0, 30)
                .mapToObj(i -> (DeploymentRecord) DeploymentRecord.builder()
                        .from(records.next())
                        .started(first.started())
                        .ended(first.ended())
                        .build())
                .toList();
        store.append(first);
        same.forEach(store::append);
        assertThat(store.search(RecordQuery.builder()
                                .since(first.ended())
                                .until(first.ended().plusNanos(1000))
                                .build())
                        .total())
                .isEqualTo(31);
        assertThat(store.search(RecordQuery.builder().until(first.ended()).build())
                        .total())
                .isZero();
    }

    @Test
    void aRecordThatComesLateIsFoundAtItsTime() {
        List<DeploymentRecord> made =
                IntStream.range(0, 4).mapToObj(i -> records.next()).toList();
        store.append(made.get(3));
        store.appendAll(made.subList(0, 3));
        assertThat(store.search(ALL).records()).containsExactly(made.get(3), made.get(2), made.get(1), made.get(0));
        assertThat(trail().get(0)).isEqualTo(made.get(3).id());
        assertThat(store.verify().valid()).isTrue();
    }

    @Test
    void theIndexCanBeMadeAnew() {
        append(40);
        RecordQuery query = RecordQuery.builder().person("alice").build();
        AuditStore.Page before = store.search(query);
        store.reindex();
        assertThat(store.search(query)).isEqualTo(before);
        append(5);
        assertThat(store.search(ALL).total()).isEqualTo(45);
    }

    @Test
    void threadsThatAppendAtTheSameTimeLoseNothing() throws Exception {
        List<DeploymentRecord> made = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            TestRecords own = new TestRecords(100 + i, 3, Duration.ofSeconds(1));
            Thread thread = new Thread(() -> {
                for (int n = 0; n < 8; n++) {
                    DeploymentRecord record = own.next();
                    store.append(record);
                    made.add(record);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(made).hasSize(128);
        assertThat(trail())
                .containsExactlyInAnyOrderElementsOf(
                        made.stream().map(DeploymentRecord::id).toList());
        assertThat(store.verify()).isEqualTo(AuditStore.Verification.whole(128));
    }

    @Test
    void notesAreKeptOnce() throws Exception {
        store.note("checkpoints", List.of("a", "b"));
        store.note("checkpoints", List.of("b", "c c"));
        store.note("other", List.of("d"));
        try (AuditStore again = open()) {
            assertThat(again.notes("checkpoints")).containsExactlyInAnyOrder("a", "b", "c c");
            assertThat(again.notes("nothing")).isEmpty();
        }
        assertThatThrownBy(() -> store.note("../x", List.of("d"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSaltIsMadeOnce() throws Exception {
        try (AuditStore again = open()) {
            assertThat(store.salt()).isEmpty();
            byte[] salt = store.makeSalt();
            assertThat(salt).hasSize(32).isEqualTo(again.makeSalt());
            assertThat(again.salt())
                    .hasValueSatisfying(there -> assertThat(there).isEqualTo(salt));
        }
    }

    @Test
    void aTailThatWasCutOffIsFoundByACheckpointThatWasKeptOutside() throws Exception {
        AuditKey key = TestKeys.key();
        append(7);
        Checkpoint outside = new TrailProofs(store, Optional.of(key)).checkpoint();
        cutOffNewest();
        try (AuditStore cut = open()) {
            assertThat(cut.verify().valid()).as("its own check cannot know").isTrue();
            assertThat(new TrailProofs(cut, Optional.of(key))
                            .verify(List.of(outside))
                            .firstProblem())
                    .contains("the newest records were removed")
                    .contains("the first that is missing is number 7");
        }
    }
}
