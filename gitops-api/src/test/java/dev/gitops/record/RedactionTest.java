package dev.gitops.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.Approval;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.VerifyResult;
import dev.gitops.testing.SampleRecords;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    private final Redaction redaction = Redaction.of(Map.of(
            "GITOPS_GIT_PASSWORD", "correct horse",
            "GITOPS_FORGE_TOKEN", "t0ken-of-the-forge",
            "GITOPS_SLACK_WEBHOOK_PAYMENTS", "https://hooks.example.com/T1/B2/xyz",
            "SHORT_TOKEN", "abc",
            "HOME", "/home/jenkins"));

    @Test
    void theValuesOfVariablesThatHoldSecretsAreTakenOut() {
        assertThat(redaction.text(
                        "push failed for t0ken-of-the-forge (correct horse), https://hooks.example.com/T1/B2/xyz"))
                .isEqualTo("push failed for [redacted] ([redacted]), [redacted]");
    }

    @Test
    void otherVariablesAndShortValuesStay() {
        assertThat(redaction.text("abc in /home/jenkins")).isEqualTo("abc in /home/jenkins");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:pass@git.example.com/x.git",
                "https://ghp_abcdefghijklmnopqrstuvwxyz0123@github.com",
                "token glpat-abcdefghijklmnopqrst here",
                "Authorization: Bearer abcdefghijklmnop.qrstu",
                "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl",
                "key -----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA\n-----END PRIVATE KEY----- end",
                "https://x.example.com/?access_token=s3cr3t&page=1",
                "AKIAIOSFODNN7EXAMPLE"
            })
    void wellKnownFormsAreTakenOut(String text) {
        assertThat(redaction.text(text))
                .contains(Redaction.MARK)
                .doesNotContain("pass@", "ghp_", "glpat-abc", "MC4C", "s3cr3t", "AKIA", "qrstu", "c2lnbmF0dXJl");
    }

    @Test
    void everyTextOfARecordIsCleaned() {
        String secret = "t0ken-of-the-forge";
        DeploymentRecord record = SampleRecords.small()
                .requestedBy(secret)
                .addApprovals(new Approval("bob", secret, "https://a:" + secret + "@x", null))
                .reason(secret)
                .failure(secret)
                .breakGlass(secret)
                .buildUrl("https://u:p@jenkins.example.com/")
                .addNotices(secret)
                .addVerify(new VerifyResult("command k6 " + secret, false, "said " + secret))
                .putExtra("deep", Map.of("list", List.of(secret, 7L)))
                .build();
        assertThat(RecordJson.text(redaction.clean(record)))
                .doesNotContain(secret)
                .doesNotContain("u:p@")
                .contains("[redacted]", "7");
    }

    @Test
    void aRecordWithoutSecretsStaysAsItIs() {
        DeploymentRecord record = SampleRecords.full().build();
        assertThat(redaction.clean(record)).isEqualTo(record);
    }
}
