package dev.gitops.audit.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.InvalidInputException;
import dev.gitops.audit.TestRecords;
import dev.gitops.audit.TestStores;
import dev.gitops.record.RecordStoreException;
import dev.gitops.spi.AuditStore;
import dev.gitops.testkit.BareRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrailProofsTest {

    @TempDir
    Path home;

    private final AuditKey key = TestKeys.key();
    private final TestRecords records = new TestRecords(5, 3, Duration.ofHours(1));
    private final List<DeploymentRecord> made = new ArrayList<>();
    private AuditStore store;
    private TrailProofs proofs;

    @BeforeEach
    void open() {
        store = TestStores.file(home.resolve("trail"));
        proofs = new TrailProofs(store, Optional.of(key));
        append(11);
    }

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            made.add(records.next());
            store.append(made.get(made.size() - 1));
        }
    }

    @Test
    void aTrailWithoutCheckpointsIsCheckedByItsChain() {
        assertThat(proofs.verify(List.of())).isEqualTo(AuditStore.Verification.whole(11));
        assertThat(proofs.lastCheckpoint()).isEmpty();
    }

    @Test
    void aCheckpointIsNotedAndReadBack() {
        Checkpoint checkpoint = proofs.checkpoint();
        append(2);
        Checkpoint newer = proofs.checkpoint();
        assertThat(checkpoint.size()).isEqualTo(11);
        assertThat(Checkpoint.parse(checkpoint.note()).signedBy(key)).isTrue();
        assertThat(Checkpoint.parse(checkpoint.note()).signedBy(TestKeys.key())).isFalse();
        assertThat(proofs.lastCheckpoint().orElseThrow().note()).isEqualTo(newer.note());
        assertThat(proofs.verify(List.of(checkpoint))).isEqualTo(AuditStore.Verification.whole(13));
    }

    @Test
    void everyChangedByteOfACheckpointIsFound() {
        String note = proofs.checkpoint().note();
        for (int i = 0; i < note.length(); i++) {
            for (char other : "xyAB/".toCharArray()) {
                String changed = note.substring(0, i) + other + note.substring(i + 1);
                assertThat(isSigned(changed)).as("character %d", i).isEqualTo(note.charAt(i) == other);
            }
        }
    }

    private boolean isSigned(String note) {
        try {
            return Checkpoint.parse(note).signedBy(key);
        } catch (InvalidInputException e) {
            return false;
        }
    }

    @Nested
    class ACheckpointThatWasKeptOutside {

        private Checkpoint outside;

        @BeforeEach
        void keep() {
            outside = proofs.checkpoint();
        }

        @Test
        void showsThatTheNewestRecordsWereRemoved() {
            AuditStore shorter = TestStores.file(home.resolve("shorter"));
            made.subList(0, 9).forEach(shorter::append);
            assertThat(shorter.verify().valid()).isTrue();
            copySalt("shorter");
            assertThat(new TrailProofs(shorter, Optional.of(key))
                            .verify(List.of(outside))
                            .firstProblem())
                    .contains("the newest records were removed")
                    .contains("number 10");
        }

        @Test
        void showsThatTheTrailWasRewritten() {
            AuditStore other = TestStores.file(home.resolve("other"));
            for (int i = 0; i < made.size(); i++) {
                DeploymentRecord record = made.get(i);
                other.append(
                        i == 4
                                ? DeploymentRecord.builder()
                                        .from(record)
                                        .requestedBy("mallory")
                                        .build()
                                : record);
            }
            copySalt("other");
            assertThat(other.verify().valid()).as("its chain is whole").isTrue();
            assertThat(new TrailProofs(other, Optional.of(key))
                            .verify(List.of(outside))
                            .firstProblem())
                    .contains("rewritten");
        }

        @Test
        void ofAnotherStoreOrByAnotherKeyIsRefused() {
            AuditStore other = TestStores.file(home.resolve("else"));
            assertThat(new TrailProofs(other, Optional.of(key))
                            .verify(List.of(outside))
                            .firstProblem())
                    .contains("of another store");
            assertThat(new TrailProofs(store, Optional.of(TestKeys.key()))
                            .verify(List.of())
                            .firstProblem())
                    .contains("not signed");
        }

        private void copySalt(String folder) {
            try {
                Files.copy(home.resolve("trail/salt"), home.resolve(folder).resolve("salt"));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void aBrokenTrailIsNotSigned() throws IOException {
        Path journal = home.resolve("trail/records.journal");
        Files.writeString(journal, Files.readString(journal).replace("\"requestedBy\":\"a", "\"requestedBy\":\"b"));
        assertThatThrownBy(proofs::checkpoint)
                .isInstanceOf(RecordStoreException.class)
                .hasMessageContaining("not whole");
    }

    @Test
    void withoutAKeyNothingIsSigned() {
        assertThatThrownBy(() -> new TrailProofs(store, Optional.empty()).checkpoint())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("GITOPS_AUDIT_KEY");
    }

    @Test
    void proofsAreCheckedWithoutTheStore() {
        Checkpoint older = proofs.checkpoint();
        append(6);
        Checkpoint newer = proofs.checkpoint();
        String inclusion = proofs.inclusion(made.get(3).id(), newer);
        assertThat(ProofJson.check(inclusion, key)).isTrue();
        assertThat(ProofJson.check(inclusion, TestKeys.key())).isFalse();
        assertThat(ProofJson.check(inclusion.replace("shop", "shap"), key)).isFalse();
        assertThat(ProofJson.check(proofs.consistency(older, newer), key)).isTrue();
        assertThatThrownBy(() -> proofs.inclusion(made.get(14).id(), older)).hasMessageContaining("newer checkpoint");
        assertThatThrownBy(() -> ProofJson.check("{}", key)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> ProofJson.check("nonsense", key)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void aThirdPartyChecksProofsWithPythonAndOpenssl() throws Exception {
        assumeTrue(runs("python3", "--version") && runs("openssl", "version"), "python3 and openssl are not installed");
        Checkpoint older = proofs.checkpoint();
        append(6);
        Checkpoint newer = proofs.checkpoint();
        Path publicKey = Files.writeString(home.resolve("public.pem"), key.publicPem());
        Path inclusion = Files.writeString(
                home.resolve("inclusion.json"), proofs.inclusion(made.get(12).id(), newer));
        Path consistency = Files.writeString(home.resolve("consistency.json"), proofs.consistency(older, newer));
        Path forged = Files.writeString(
                home.resolve("forged.json"), Files.readString(inclusion).replace("alice", "mallo"));
        Files.writeString(forged, Files.readString(inclusion).replace("\"index\" : 12", "\"index\" : 11"));
        assertThat(runs("python3", "check_proof.py", inclusion.toString(), publicKey.toString()))
                .isTrue();
        assertThat(runs("python3", "check_proof.py", consistency.toString(), publicKey.toString()))
                .isTrue();
        assertThat(runs("python3", "check_proof.py", forged.toString(), publicKey.toString()))
                .isFalse();
    }

    @Test
    void aCheckpointIsAnchoredAsATagThatGitItselfChecks() throws Exception {
        Path other = home.resolve("anchors.git");
        BareRepository.at(other);
        Anchor anchor = new Anchor(other.toString(), Map.of(), Clock.systemUTC());
        anchor.keep(proofs.checkpoint(), key);
        append(5);
        Checkpoint newest = proofs.checkpoint();
        String tag = anchor.keep(newest, key);
        assertThat(anchor.newest(proofs.origin()).orElseThrow().note()).isEqualTo(newest.note());
        assertThat(anchor.newest("gitops.dev/audit/0000000000000000")).isEmpty();
        assertThat(proofs.verify(List.of(anchor.newest(proofs.origin()).orElseThrow()))
                        .valid())
                .isTrue();

        assumeTrue(
                runs("git", "--version") && runs("sh", "-c", "command -v ssh-keygen"),
                "git and ssh-keygen are not installed");
        Path signers = Files.writeString(
                home.resolve("signers"), "audit@gitops.dev " + SshSignature.authorizedKey(key) + "\n");
        assertThat(runs(
                        "git",
                        "-C",
                        other.toString(),
                        "-c",
                        "gpg.format=ssh",
                        "-c",
                        "gpg.ssh.allowedSignersFile=" + signers,
                        "tag",
                        "-v",
                        tag.substring("refs/tags/".length())))
                .isTrue();
        Files.writeString(signers, "audit@gitops.dev " + SshSignature.authorizedKey(TestKeys.key()) + "\n");
        assertThat(runs(
                        "git",
                        "-C",
                        other.toString(),
                        "-c",
                        "gpg.format=ssh",
                        "-c",
                        "gpg.ssh.allowedSignersFile=" + signers,
                        "tag",
                        "-v",
                        tag.substring("refs/tags/".length())))
                .isFalse();
        assertThatThrownBy(
                        () -> new Anchor(home.resolve("nowhere").toString(), Map.of(), Clock.systemUTC()).newest("x"))
                .isInstanceOf(RecordStoreException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void aKeyComesFromTheEnvironmentOrAFile() throws IOException {
        String pem = TestKeys.pem();
        AuditKey given = AuditKey.parse(pem, "x");
        Path file = Files.writeString(home.resolve("audit.key"), pem);
        assertThat(AuditKey.of(Map.of("GITOPS_AUDIT_KEY", pem)).orElseThrow().publicBytes())
                .isEqualTo(given.publicBytes());
        assertThat(AuditKey.of(Map.of("GITOPS_AUDIT_KEY", file.toString()))
                        .orElseThrow()
                        .publicBytes())
                .isEqualTo(given.publicBytes());
        AuditKey publicOnly = AuditKey.of(Map.of("GITOPS_AUDIT_PUBLIC_KEY", given.publicPem()))
                .orElseThrow();
        assertThat(publicOnly.publicBytes()).isEqualTo(given.publicBytes());
        assertThat(publicOnly.canSign()).isFalse();
        assertThat(AuditKey.of(Map.of())).isEmpty();
        assertThatThrownBy(() -> AuditKey.parse("nonsense", "GITOPS_AUDIT_KEY"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("openssl genpkey");
        assertThatThrownBy(() -> AuditKey.read(home.resolve("none"))).isInstanceOf(InvalidInputException.class);
    }

    private static boolean runs(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor() == 0;
    }
}
