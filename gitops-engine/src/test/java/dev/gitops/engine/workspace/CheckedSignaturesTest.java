package dev.gitops.engine.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.Settings;
import dev.gitops.record.LatestRecord;
import dev.gitops.record.RecordGlance;
import dev.gitops.record.RecordJson;
import dev.gitops.record.RecordSignature;
import dev.gitops.testing.SampleRecords;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckedSignaturesTest {

    @TempDir
    Path cache;

    private KeyPair ours;
    private DeploymentRecord signed;

    @BeforeEach
    void keys() throws Exception {
        ours = pair();
        signed = RecordSignature.sign(SampleRecords.small().build(), ours.getPrivate());
    }

    private static KeyPair pair() throws Exception {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    private CheckedSignatures by(KeyPair... keys) {
        return CheckedSignatures.of(
                Stream.of(keys).map(KeyPair::getPublic).toList(),
                Settings.builder().actor("alice").cacheFolder(cache).build());
    }

    private static LatestRecord latest(DeploymentRecord record) {
        byte[] json = RecordJson.write(record);
        return new LatestRecord(RecordGlance.of(json), new String(json, StandardCharsets.UTF_8), true);
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> below = Files.walk(cache)) {
            return below.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void withoutKeysEveryRecordCountsAndNothingIsKept() throws Exception {
        CheckedSignatures all = by();
        assertThat(all.counts(latest(SampleRecords.small().build()))).isTrue();
        all.keep();
        assertThat(files()).isEmpty();
    }

    @Test
    void whatWasCheckedIsKeptForThoseKeysAlone() throws Exception {
        CheckedSignatures first = by(ours);
        assertThat(first.counts(latest(signed))).isTrue();
        first.keep();
        assertThat(files())
                .singleElement()
                .satisfies(file -> assertThat(file).content().contains("sha256:"));
        assertThat(by(ours).counts(latest(signed))).isTrue();
        assertThat(by(pair()).counts(latest(signed))).isFalse();
    }

    @Test
    void aRecordThatNoKeySignedDoesNotCountHoweverOftenItIsSeen() throws Exception {
        DeploymentRecord forged =
                DeploymentRecord.builder().from(signed).requestedBy("mallory").build();
        for (int look = 0; look < 2; look++) {
            CheckedSignatures checked = by(ours);
            assertThat(checked.counts(latest(signed))).isTrue();
            assertThat(checked.counts(latest(forged))).isFalse();
            checked.keep();
        }
    }

    @Test
    void aDamagedFileCostsOnlyTime() throws Exception {
        CheckedSignatures first = by(ours);
        first.counts(latest(signed));
        first.keep();
        Files.write(files().get(0), new byte[] {(byte) 0xff, 0, '\n', 's'});
        assertThat(by(ours).counts(latest(signed))).isTrue();
    }
}
