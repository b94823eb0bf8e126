package dev.gitops.audit.store.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.RecordQuery;
import dev.gitops.api.model.ProviderConfig;
import dev.gitops.audit.proof.Sealing;
import dev.gitops.git.ConfigRepository;
import dev.gitops.git.RepositoryOptions;
import dev.gitops.record.RecordJson;
import dev.gitops.repository.CommitMessage;
import dev.gitops.repository.Intent;
import dev.gitops.spi.AuditStore;
import dev.gitops.spi.AuditStoreProvider;
import dev.gitops.spi.FileEdit;
import dev.gitops.spi.RecordBranch;
import dev.gitops.testing.SampleRecords;
import dev.gitops.testkit.BareRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitAuditStoreTest {

    @TempDir
    Path folder;

    private static final String BRANCH = "gitops/audit";

    private ConfigRepository repository;
    private RecordBranch branch;
    private AuditStore store;

    @BeforeEach
    void open() throws GitAPIException {
        BareRepository.at(remote());
        repository = repository("cache");
        branch = repository.records(BRANCH);
        store = open("cache");
    }

    private Path remote() {
        return folder.resolve("remote.git");
    }

    private ConfigRepository repository(String cache) {
        return ConfigRepository.open(RepositoryOptions.builder()
                .url(remote().toString())
                .cacheFolder(folder.resolve(cache))
                .build());
    }

    @AfterEach
    void close() {
        store.close();
        repository.close();
    }

    /** Does what only somebody with the right to push, and a mind to, would do. */
    private void tamper(FileEdit... edits) {
        repository.commitOrStart(
                BRANCH,
                tip -> new Intent.Commit<>(
                        List.of(edits),
                        new CommitMessage("mallory", SampleRecords.NOON, "record: nothing", "", List.of())));
    }

    private byte[] content(String path) {
        return branch.tip().read(path).orElseThrow();
    }

    private AuditStore open(String cache) {
        AuditStoreProvider provider = ServiceLoader.load(AuditStoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.kind().equals("git"))
                .findFirst()
                .orElseThrow();
        return provider.open(
                new ProviderConfig("git", null, "apps.yaml:1:1"),
                new AuditStoreProvider.Context(
                        folder, folder.resolve(cache), Map.of("GITOPS_FORGE_TOKEN", "very-secret"), branch));
    }

    private static RecordQuery app(String app) {
        return RecordQuery.builder().app(app).build();
    }

    @Test
    void anEmptyBranchIsWholeAndHasNothing() {
        assertThat(store.search(RecordQuery.builder().build()).total()).isZero();
        assertThat(store.verify()).isEqualTo(AuditStore.Verification.whole(0));
    }

    @Test
    void aRecordIsAFileOfItsDayApplicationAndEnvironment() {
        DeploymentRecord record = SampleRecords.full().build();
        store.append(record);
        assertThat(RecordJson.read(content("records/2026/03/03/shop/production/" + record.id() + ".json")))
                .isEqualTo(record);
    }

    @Test
    void secretsDoNotGetIntoIt() {
        DeploymentRecord record = SampleRecords.small().reason("very-secret").build();
        store.append(record);
        assertThat(new String(content(GitLayout.pathOf(record)), StandardCharsets.UTF_8))
                .contains("[redacted]");
    }

    @Test
    void aRecordWhoseNameIsNoPathIsRefused() {
        assertThatThrownBy(() -> store.append(SampleRecords.small().app("../x").build()))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> store.append(SampleRecords.small().id("7").build()))
                .isInstanceOf(InvalidInputException.class);
    }

    @Nested
    class WithRecords {

        private final List<DeploymentRecord> records = new ArrayList<>();

        @BeforeEach
        void append() {
            for (int i = 0; i < 6; i++) {
                records.add(SampleRecords.full()
                        .app(i % 2 == 0 ? "shop" : "cart")
                        .ended(SampleRecords.NOON.plusSeconds(i))
                        .build());
            }
            store.appendAll(records.subList(0, 2));
            records.subList(2, 6).forEach(store::append);
        }

        @Test
        void searchPagesNewestFirst() {
            AuditStore.Page page = store.search(
                    RecordQuery.builder().app("shop").limit(2).offset(1).build());
            assertThat(page.total()).isEqualTo(3);
            assertThat(page.records()).containsExactly(records.get(2), records.get(0));
        }

        @Test
        void searchFindsWhatOthersHaveAddedSince() {
            store.search(app("shop"));
            try (ConfigRepository other = repository("other")) {
                new GitAuditStore(other.records(BRANCH), folder.resolve("other"), Sealing.of(Map.of()))
                        .append(SampleRecords.small().app("till").build());
            }
            assertThat(store.search(app("till")).total()).isEqualTo(1);
            assertThat(open("cache").search(app("till")).total()).isEqualTo(1);
        }

        @Test
        void theIndexCanBeDeletedDamagedOrBuiltAnew() throws IOException {
            AuditStore.Page page = store.search(app("cart"));
            Path index = index();
            Files.writeString(index, "R\0\0", StandardOpenOption.APPEND);
            assertThat(open("cache").search(app("cart"))).isEqualTo(page);
            Files.writeString(index, "something else entirely");
            assertThat(open("cache").search(app("cart"))).isEqualTo(page);
            Files.delete(index);
            assertThat(open("cache").search(app("cart"))).isEqualTo(page);
            store.reindex();
            assertThat(store.search(app("cart"))).isEqualTo(page);
        }

        @Test
        void aRecordThatIsTornOffTheIndexIsFoundAgain() throws IOException {
            store.search(app("cart"));
            Path index = index();
            byte[] whole = Files.readAllBytes(index);
            for (int length = 0; length < whole.length; length += 397) {
                Files.write(index, Arrays.copyOf(whole, length));
                assertThat(open("cache").search(app("cart")).total()).isEqualTo(3);
            }
        }

        @Test
        void readGivesThemInOrder() {
            List<String> read = new ArrayList<>();
            store.read(3, (index, json) -> {
                read.add(index + RecordJson.read(json).id());
                return index < 4;
            });
            assertThat(read)
                    .containsExactly(
                            "3" + records.get(3).id(), "4" + records.get(4).id());
        }

        @Test
        void theTrailIsWhole() {
            assertThat(store.verify()).isEqualTo(AuditStore.Verification.whole(6));
        }

        @Test
        void anAlteredRecordIsNamed() {
            tamper(new FileEdit(pathOf(3), "{}".getBytes(StandardCharsets.UTF_8)));
            assertThat(store.verify().firstProblem())
                    .contains("record " + records.get(3).id());
        }

        @Test
        void everyChangedByteOfARecordIsFound() {
            byte[] whole = content(pathOf(2));
            for (int i = 0; i < whole.length; i += 101) {
                byte[] changed = whole.clone();
                changed[i] ^= 1;
                tamper(new FileEdit(pathOf(2), changed));
                assertThat(store.verify().firstProblem())
                        .as("byte %d", i)
                        .contains("record " + records.get(2).id());
            }
            tamper(new FileEdit(pathOf(2), whole));
            assertThat(store.verify().firstProblem())
                    .as("also where it was put back")
                    .contains("record " + records.get(2).id() + " was altered by commit");
        }

        @Test
        void aRemovedRecordIsNamed() {
            store.search(app("cart"));
            tamper(new FileEdit(pathOf(5), null));
            AuditStore.Verification found = store.verify();
            assertThat(found.valid()).isFalse();
            assertThat(found.firstProblem())
                    .contains("record " + records.get(5).id())
                    .contains("was removed by commit");
            assertThat(store.search(app("cart")).total())
                    .as("the index follows the branch")
                    .isEqualTo(2);
        }

        @Test
        void twoSwappedRecordsAreNamed() {
            tamper(new FileEdit(pathOf(2), content(pathOf(4))), new FileEdit(pathOf(4), content(pathOf(2))));
            assertThat(store.verify().firstProblem()).contains(records.get(2).id());
        }

        @Test
        void theFirstOfSeveralRecordsIsNamedWhateverWasAlteredFirst() {
            tamper(new FileEdit(pathOf(4), "{}".getBytes(StandardCharsets.UTF_8)));
            tamper(new FileEdit(pathOf(1), null));
            assertThat(store.verify().firstProblem())
                    .contains("record " + records.get(1).id() + " was removed by commit");
        }

        @Test
        void everyByteThatIsChangedRemovedOrInsertedWithinAGitObjectIsFoundAndItsRecordNamed() throws Exception {
            DeploymentRecord last = SampleRecords.small().build();
            store.append(last);
            assertThat(store.verify()).isEqualTo(AuditStore.Verification.whole(7));
            String path = GitLayout.pathOf(last);
            byte[] whole = content(path);
            String id = branch.tip().id(path).orElseThrow();
            LooseObjects objects = LooseObjects.of(remote());
            try (ConfigRepository other = repository("other")) {
                AuditStore reader =
                        new GitAuditStore(other.records(BRANCH), folder.resolve("other"), Sealing.of(Map.of()));
                for (int i = 0; i < whole.length; i++) {
                    byte[] before = Arrays.copyOf(whole, i);
                    byte[] after = Arrays.copyOfRange(whole, i + 1, whole.length);
                    for (byte[] content : List.of(
                            LooseObjects.join(before, new byte[] {(byte) (whole[i] ^ 1)}, after),
                            LooseObjects.join(before, after),
                            LooseObjects.join(before, new byte[] {whole[i], 'x'}, after))) {
                        objects.replace(id, content);
                        assertThat(reader.verify().firstProblem())
                                .as("byte %d", i)
                                .contains("record " + last.id());
                    }
                }
                objects.replace(id, whole);
                assertThat(reader.verify()).isEqualTo(AuditStore.Verification.whole(7));
            }
        }

        @Test
        void aFileThatIsNoRecordsPlaceIsNamed() {
            String path = "records/2026/03/04/shop/production/" + records.get(1).id() + ".json";
            tamper(new FileEdit(path, content(pathOf(1))));
            assertThat(store.verify().firstProblem()).contains("inserted").contains("2026/03/04");
        }

        @Test
        void aBranchWhoseNewestCommitsWereCutOffIsFoundByWhoHasSeenThem() throws Exception {
            store.search(app("cart"));
            try (Git git = Git.open(remote().toFile())) {
                RevCommit tip =
                        git.getRepository().parseCommit(git.getRepository().resolve("refs/heads/" + BRANCH));
                RefUpdate update = git.getRepository().updateRef("refs/heads/" + BRANCH);
                update.setNewObjectId(tip.getParent(0));
                update.setForceUpdate(true);
                update.update();
            }
            assertThat(store.verify().firstProblem()).contains("rewritten");
            try (ConfigRepository other = repository("other")) {
                assertThat(new GitAuditStore(other.records(BRANCH), folder.resolve("other"), Sealing.of(Map.of()))
                                .verify()
                                .valid())
                        .as("who has not seen them needs a checkpoint")
                        .isTrue();
            }
        }

        @Test
        void anotherRepositoryWithTheSameCacheIsAnotherTrail() throws GitAPIException {
            Path elsewhere = folder.resolve("elsewhere.git");
            BareRepository.at(elsewhere);
            store.search(app("cart"));
            try (ConfigRepository other = ConfigRepository.open(RepositoryOptions.builder()
                    .url(elsewhere.toString())
                    .cacheFolder(folder.resolve("cache"))
                    .build())) {
                AuditStore second =
                        new GitAuditStore(other.records(BRANCH), folder.resolve("cache"), Sealing.of(Map.of()));
                assertThat(second.verify()).isEqualTo(AuditStore.Verification.whole(0));
                second.append(SampleRecords.small().app("till").build());
                assertThat(second.search(app("till")).total()).isEqualTo(1);
                assertThat(second.search(app("cart")).total()).isZero();
            }
            assertThat(store.verify()).isEqualTo(AuditStore.Verification.whole(6));
        }

        private Path index() {
            return folder.resolve("cache").resolve(GitLayout.indexFile(branch.name()));
        }

        private String pathOf(int index) {
            return GitLayout.pathOf(records.get(index));
        }
    }

    @Test
    void notesAreKeptOnce() {
        store.note("checkpoints", List.of("a", "b"));
        store.note("checkpoints", List.of("b", "c"));
        store.note("checkpoints", List.of("c"));
        assertThat(open("other").notes("checkpoints")).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(branch.log()).hasSize(2);
        assertThat(store.notes("nothing")).isEmpty();
        assertThat(store.verify().valid()).isTrue();
    }

    @Test
    void writersAtTheSameTimeLoseNothing() throws InterruptedException {
        List<DeploymentRecord> made = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            DeploymentRecord record = SampleRecords.full().app("app-" + i).build();
            made.add(record);
            threads.add(new Thread(() -> store.append(record)));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(store.search(RecordQuery.builder().build()).records()).containsExactlyInAnyOrderElementsOf(made);
        assertThat(store.verify()).isEqualTo(AuditStore.Verification.whole(8));
    }

    @Test
    void theSaltIsMadeOnce() {
        assertThat(store.salt()).isEmpty();
        byte[] salt = store.makeSalt();
        assertThat(salt).hasSize(32).isEqualTo(open("other").makeSalt());
        assertThat(store.salt()).hasValueSatisfying(there -> assertThat(there).isEqualTo(salt));
    }

    @Test
    void theKindTakesNoOptions() {
        assertThat(new GitAuditStoreProvider().schema()).isEqualTo("{\"type\": \"null\"}");
    }
}
