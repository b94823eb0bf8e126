package dev.gitops.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.InvalidInputException;
import dev.gitops.testing.SampleRecords;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordSignatureTest {

    private final KeyPair pair = pair();
    private final DeploymentRecord record = SampleRecords.full().build();

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private DeploymentRecord signed() {
        return RecordSignature.sign(record, pair.getPrivate());
    }

    @Test
    void holdsAfterTheRecordWasWrittenAndRead() {
        assertThat(RecordSignature.holds(RecordJson.read(RecordJson.write(signed())), List.of(pair.getPublic())))
                .isTrue();
    }

    @Test
    void holdsWithFieldsOfANewerVersion() {
        DeploymentRecord newer = DeploymentRecord.builder()
                .from(record)
                .extra(Map.of("zeal", 3L, "aim", Map.of("b", true, "a", "x")))
                .build();
        DeploymentRecord kept = RecordJson.read(RecordJson.write(RecordSignature.sign(newer, pair.getPrivate())));
        assertThat(RecordSignature.holds(kept, List.of(pair.getPublic()))).isTrue();
    }

    @Test
    void doesNotHoldForAnythingElse() {
        DeploymentRecord other =
                DeploymentRecord.builder().from(signed()).commit("6666666666").build();
        assertThat(RecordSignature.holds(other, List.of(pair.getPublic()))).isFalse();
        assertThat(RecordSignature.holds(signed(), List.of(pair().getPublic()))).isFalse();
        assertThat(RecordSignature.holds(record, List.of(pair.getPublic()))).isFalse();
        assertThat(RecordSignature.holds(
                        DeploymentRecord.builder()
                                .from(record)
                                .signature("ed25519:AAAA")
                                .build(),
                        List.of(pair.getPublic())))
                .isFalse();
    }

    @Test
    void namesAKeyByTheBodyOfItsPemFile() {
        String text = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
        assertThat(RecordSignature.publicKey(text)).isEqualTo(pair.getPublic());
        assertThatThrownBy(() -> RecordSignature.publicKey("MCowBQYDK2Vw")).isInstanceOf(InvalidInputException.class);
    }
}
