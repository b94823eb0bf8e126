package dev.gitops.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.RecordQuery;
import dev.gitops.audit.proof.Sealing;
import dev.gitops.record.RecordStoreException;
import dev.gitops.spi.AuditStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FileStoreTest extends StoreContract {

    @Override
    String kind() {
        return "file";
    }

    @Override
    Object options() {
        return Map.of("path", "trail");
    }

    private Path file(String name) {
        return home.resolve("trail").resolve(name);
    }

    @Test
    void theSearchWithoutSqliteFindsTheSame() {
        append(60);
        FileAuditStore plain = new FileAuditStore(home.resolve("trail"), Sealing.of(Map.of()));
        for (String person : List.of("alice", "bob", "nobody")) {
            RecordQuery query =
                    RecordQuery.builder().person(person).limit(3).offset(1).build();
            assertThat(plain.scan(query)).isEqualTo(store.search(query));
        }
    }

    @Override
    void cutOffNewest() throws Exception {
        List<String> lines = Files.readAllLines(file("records.journal"));
        String kept = String.join("\n", lines.subList(0, lines.size() - 1)) + "\n";
        String[] last = lines.get(lines.size() - 2).split(" ");
        Files.writeString(file("records.journal"), kept);
        Files.write(
                file("records.head"),
                new Head(Long.parseLong(last[0]), kept.length(), HexFormat.of().parseHex(last[1])).bytes());
    }

    @Nested
    class AfterACrash {

        private List<DeploymentRecord> made = List.of();

        @BeforeEach
        void appendSome() {
            made = append(3);
        }

        @Test
        void aTornTailIsMovedAsideByTheNextAppend() throws IOException {
            byte[] whole = Files.readAllBytes(file("records.journal"));
            for (String torn : List.of("4", "4 ", "4 ab", "4 " + "a".repeat(64) + " {\"schemaVersion\":1,")) {
                Files.writeString(file("records.journal"), torn, StandardOpenOption.APPEND);
                assertThat(store.verify()).isEqualTo(AuditStore.Verification.whole(3));
                assertThat(trail()).hasSize(3);
                assertThat(store.search(RecordQuery.builder().build()).total()).isEqualTo(3);
                store.note("x", List.of("y"));
                Files.write(file("records.journal"), concat(whole, torn.getBytes()));
            }
            append(1);
            assertThat(store.verify()).isEqualTo(AuditStore.Verification.whole(4));
            assertThat(Files.readString(file("records.torn"))).contains("schemaVersion");
        }

        @Test
        void aWholeRecordThatWasNotAcknowledgedIsTakenOver() throws IOException {
            byte[] head = Files.readAllBytes(file("records.head"));
            append(2);
            Files.write(file("records.head"), head);
            assertThat(store.verify()).isEqualTo(AuditStore.Verification.whole(5));
            append(1);
            assertThat(store.verify()).isEqualTo(AuditStore.Verification.whole(6));
        }

        @Test
        void aTailThatWasCutOffIsNoCrash() throws IOException {
            byte[] whole = Files.readAllBytes(file("records.journal"));
            for (int cut = 1; cut < whole.length; cut += 61) {
                Files.write(file("records.journal"), Arrays.copyOf(whole, whole.length - cut));
                assertThat(store.verify().valid()).as("%d bytes cut off", cut).isFalse();
                assertThatThrownBy(() -> append(1))
                        .isInstanceOf(RecordStoreException.class)
                        .hasMessageContaining("cut off");
            }
            assertThat(made).hasSize(3);
        }
    }

    @Nested
    class Tampering {

        private List<DeploymentRecord> made = List.of();
        private byte[] journal = {};
        private List<String> lines = List.of();

        @BeforeEach
        void appendSome() throws IOException {
            made = append(4);
            journal = Files.readAllBytes(file("records.journal"));
            lines = Files.readAllLines(file("records.journal"));
        }

        private String problem() {
            AuditStore.Verification found = store.verify();
            assertThat(found.valid()).isFalse();
            return found.firstProblem();
        }

        private void write(List<String> changed) throws IOException {
            Files.writeString(file("records.journal"), String.join("\n", changed) + "\n");
        }

        @Test
        void everyChangedByteIsFoundAndItsRecordNamed() throws IOException {
            int record = 0;
            for (int i = 0; i < journal.length; i++) {
                byte[] changed = journal.clone();
                changed[i] ^= (byte) (1 << i % 8);
                Files.write(file("records.journal"), changed);
                assertThat(problem()).as("byte %d", i).contains("record number " + (record + 1));
                record += journal[i] == '\n' ? 1 : 0;
            }
        }

        @Test
        void everyRemovedByteIsFound() throws IOException {
            for (int i = 0; i < journal.length; i++) {
                byte[] changed = concat(Arrays.copyOf(journal, i), Arrays.copyOfRange(journal, i + 1, journal.length));
                Files.write(file("records.journal"), changed);
                assertThat(problem()).as("byte %d", i).matches(naming(recordAt(i)));
            }
        }

        @Test
        void everyInsertedByteIsFound() throws IOException {
            for (int i = 0; i < journal.length; i++) {
                for (char c : new char[] {'\n', '0', ' '}) {
                    byte[] changed = concat(
                            Arrays.copyOf(journal, i),
                            new byte[] {(byte) c},
                            Arrays.copyOfRange(journal, i, journal.length));
                    Files.write(file("records.journal"), changed);
                    assertThat(problem()).as("byte %d", i).matches(naming(recordAt(i)));
                }
            }
        }

        /** The number of the record that has a byte of the journal. */
        private int recordAt(int position) {
            int record = 1;
            for (int i = 0; i < position; i++) {
                record += journal[i] == '\n' ? 1 : 0;
            }
            return record;
        }

        /** At the border of two records it may be the next one that no longer fits. */
        private String naming(int record) {
            return "(?s).*record number (" + record + "|" + (record + 1) + ")\\b.*";
        }

        @Test
        void twoBytesThatChangePlacesAreFound() throws IOException {
            for (int i = 1; i < journal.length; i++) {
                if (journal[i] != journal[i - 1]) {
                    byte[] changed = journal.clone();
                    changed[i] = journal[i - 1];
                    changed[i - 1] = journal[i];
                    Files.write(file("records.journal"), changed);
                    assertThat(problem()).as("byte %d", i).matches(naming(recordAt(i - 1)));
                }
            }
        }

        @Test
        void anyByteOfALargerTrailIsFound() throws IOException {
            append(1500);
            journal = Files.readAllBytes(file("records.journal"));
            Random random = new Random(11);
            for (int n = 0; n < 60; n++) {
                int i = random.nextInt(journal.length - 1);
                byte[] changed = journal.clone();
                changed[i] ^= (byte) (1 + random.nextInt(255));
                byte[] before = Arrays.copyOf(journal, i);
                List<byte[]> tampered = List.of(
                        changed,
                        concat(before, Arrays.copyOfRange(journal, i + 1, journal.length)),
                        concat(
                                before,
                                new byte[] {(byte) random.nextInt(256)},
                                Arrays.copyOfRange(journal, i, journal.length)));
                for (byte[] bytes : tampered) {
                    Files.write(file("records.journal"), bytes);
                    assertThat(problem()).as("byte %d", i).matches(naming(recordAt(i)));
                }
            }
        }

        @Test
        void everyChangedByteOfTheHeadIsFound() throws IOException {
            byte[] head = Files.readAllBytes(file("records.head"));
            for (int i = 0; i < head.length; i++) {
                byte[] changed = head.clone();
                changed[i] ^= 1;
                Files.write(file("records.head"), changed);
                assertThat(problem()).as("byte %d", i).isNotEmpty();
            }
            Files.delete(file("records.head"));
            assertThat(problem()).contains("head").contains("removed");
        }

        @Test
        void aRemovedRecordIsNamed() throws IOException {
            for (int i = 0; i < 3; i++) {
                List<String> changed = new ArrayList<>(lines);
                changed.remove(i);
                write(changed);
                assertThat(problem())
                        .contains("record number " + (i + 1) + " was removed")
                        .contains(made.get(i + 1).id());
            }
            write(lines.subList(0, 3));
            assertThat(problem())
                    .contains("end was cut off")
                    .contains(made.get(2).id());
        }

        @Test
        void swappedRecordsAreNamed() throws IOException {
            for (int i = 0; i < 4; i++) {
                for (int j = i + 1; j < 4; j++) {
                    List<String> changed = new ArrayList<>(lines);
                    Collections.swap(changed, i, j);
                    write(changed);
                    assertThat(problem())
                            .as("%d and %d", i, j)
                            .contains("record number " + (i + 1))
                            .contains("moved");
                }
            }
        }

        @Test
        void anInsertedRecordIsNamed() throws IOException {
            List<String> changed = new ArrayList<>(lines);
            changed.add(2, lines.get(0));
            write(changed);
            assertThat(problem()).contains("record number 3 was moved or inserted");
            for (int i = 0; i <= 4; i++) {
                for (String line : lines) {
                    changed = new ArrayList<>(lines);
                    changed.add(i, line);
                    write(changed);
                    assertThat(problem()).as("at %d", i).matches(naming(i + 1));
                }
            }
        }
    }

    private static byte[] concat(byte[]... parts) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
