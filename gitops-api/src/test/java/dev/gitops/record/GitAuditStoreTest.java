package dev.gitops.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.RecordQuery;
import dev.gitops.api.model.ProviderConfig;
import dev.gitops.spi.AuditStore;
import dev.gitops.spi.AuditStoreProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitAuditStoreTest {

    @TempDir
    Path folder;

    private final FakeRecordBranch branch = new FakeRecordBranch();
    private AuditStore store;

    @BeforeEach
    void open() {
        store = open("cache");
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
        DeploymentRecord record = Records.full().build();
        store.append(record);
        assertThat(branch.files.keySet())
                .containsExactly("records/2026/03/03/shop/production/" + record.id() + ".json");
    }

    @Test
    void secretsDoNotGetIntoIt() {
        store.append(Records.small().reason("very-secret").build());
        assertThat(new String(branch.files.firstEntry().getValue(), StandardCharsets.UTF_8))
                .contains("[redacted]");
    }

    @Test
    void aRecordWhoseNameIsNoPathIsRefused() {
        assertThatThrownBy(() -> store.append(Records.small().app("../x").build()))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> store.append(Records.small().id("7").build()))
                .isInstanceOf(InvalidInputException.class);
    }

    @Nested
    class WithRecords {

        private final List<DeploymentRecord> records = new ArrayList<>();

        @BeforeEach
        void append() {
            for (int i = 0; i < 10; i++) {
                records.add(Records.full()
                        .app(i % 2 == 0 ? "shop" : "cart")
                        .ended(Records.NOON.plusSeconds(i))
                        .build());
            }
            records.forEach(store::append);
        }

        @Test
        void searchPagesNewestFirst() {
            AuditStore.Page page = store.search(
                    RecordQuery.builder().app("shop").limit(2).offset(1).build());
            assertThat(page.total()).isEqualTo(5);
            assertThat(page.records()).containsExactly(records.get(6), records.get(4));
        }

        @Test
        void searchReadsOnlyWhatItDoesNotKnow() {
            store.search(app("shop"));
            branch.reads = 0;
            store.append(Records.small().app("till").build());
            assertThat(open("cache").search(app("till")).total()).isEqualTo(1);
            assertThat(branch.reads)
                    .as("the new record for the index and for the page")
                    .isEqualTo(2);
        }

        @Test
        void theIndexCanBeDeletedDamagedOrBuiltAnew() throws IOException {
            AuditStore.Page page = store.search(app("cart"));
            Path index = folder.resolve("cache/audit-git.index");
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
            Path index = folder.resolve("cache/audit-git.index");
            byte[] whole = Files.readAllBytes(index);
            for (int length = 0; length < whole.length; length += 97) {
                Files.write(index, java.util.Arrays.copyOf(whole, length));
                assertThat(open("cache").search(app("cart")).total()).isEqualTo(5);
            }
        }

        @Test
        void readGivesThemInOrder() {
            List<String> read = new ArrayList<>();
            store.read(4, (index, json) -> {
                read.add(index + RecordJson.read(json).id());
                return index < 6;
            });
            assertThat(read)
                    .containsExactly(
                            "4" + records.get(4).id(),
                            "5" + records.get(5).id(),
                            "6" + records.get(6).id());
        }

        @Test
        void theTrailIsWhole() {
            assertThat(store.verify()).isEqualTo(AuditStore.Verification.whole(10));
        }

        @Test
        void anAlteredRecordIsNamed() {
            String path = pathOf(3);
            branch.files.put(path, "{}".getBytes(StandardCharsets.UTF_8));
            branch.commit(List.of(), List.of(path));
            assertThat(store.verify().firstProblem()).contains(records.get(3).id());
        }

        @Test
        void aRemovedRecordIsNamed() {
            branch.files.remove(pathOf(5));
            branch.commit(List.of(), List.of(pathOf(5)));
            AuditStore.Verification found = store.verify();
            assertThat(found.valid()).isFalse();
            assertThat(found.firstProblem()).contains(records.get(5).id()).contains("gone");
            assertThat(store.search(app("cart")).total()).isEqualTo(4);
        }

        @Test
        void twoSwappedRecordsAreNamed() {
            byte[] second = branch.files.get(pathOf(2));
            branch.files.put(pathOf(2), branch.files.get(pathOf(4)));
            branch.files.put(pathOf(4), second);
            assertThat(store.verify().firstProblem())
                    .contains(records.get(2).id())
                    .contains("another's place");
        }

        @Test
        void aFileThatIsNoRecordsPlaceIsNamed() {
            branch.append(
                    "x",
                    List.of(new dev.gitops.spi.FileEdit(
                            "records/2026/03/04/shop/production/"
                                    + records.get(1).id() + ".json",
                            branch.files.get(pathOf(1)))));
            assertThat(store.verify().firstProblem()).contains("inserted").contains("2026/03/04");
        }

        @Test
        void aRewrittenBranchIsFoundByWhoHasSeenItBefore() {
            store.search(app("cart"));
            String path = pathOf(9);
            branch.files.remove(path);
            branch.commits.remove(0);
            assertThat(store.verify().firstProblem()).contains("rewritten");
            assertThat(open("fresh").verify().valid())
                    .as("who has not seen it needs a checkpoint")
                    .isTrue();
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
        assertThat(branch.commits).hasSize(2);
        assertThat(store.notes("nothing")).isEmpty();
        assertThat(store.verify().valid()).isTrue();
    }

    @Test
    void theSaltIsMadeOnce() {
        assertThat(store.salt()).hasSize(32).isEqualTo(open("other").salt());
    }

    @Test
    void theKindTakesNoOptions() {
        assertThat(new GitAuditStoreProvider().schema()).isEqualTo("{\"type\": \"null\"}");
    }
}
