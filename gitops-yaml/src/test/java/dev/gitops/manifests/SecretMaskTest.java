package dev.gitops.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SecretMaskTest {

    private static final SecretMask MASK = SecretMask.of(() -> Optional.of(new byte[] {1, 2, 3}));

    private static String secret(String value) {
        return "apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\nstringData:\n  password: " + value + "\n  user: "
                + value + "\n";
    }

    private static String mask(SecretMask mask, String yaml) {
        return mask.mask(ManifestReader.rendered(yaml));
    }

    @Test
    void aValueNeverShowsAndAChangeAlwaysDoes() {
        String before = mask(MASK, secret("hunter2"));
        String after = mask(MASK, secret("hunter3"));
        assertThat(before).doesNotContain("hunter2").contains("password", "(hidden, ");
        assertThat(after).isNotEqualTo(before);
        assertThat(mask(MASK, secret("hunter2"))).isEqualTo(before);
    }

    @Test
    void equalValuesAtTwoPlacesDoNotLookEqual() {
        String[] lines = mask(MASK, secret("hunter2")).split("\n");
        assertThat(lines[lines.length - 1].replace("user: ", ""))
                .isNotEqualTo(lines[lines.length - 2].replace("password: ", ""));
    }

    @Test
    void anotherStoresDigestsAreOthers() {
        SecretMask elsewhere = SecretMask.of(() -> Optional.of(new byte[] {1, 2, 4}));
        assertThat(mask(elsewhere, secret("hunter2"))).isNotEqualTo(mask(MASK, secret("hunter2")));
        assertThat(mask(SecretMask.thisRun(), secret("hunter2")))
                .isEqualTo(mask(SecretMask.thisRun(), secret("hunter2")))
                .isNotEqualTo(mask(MASK, secret("hunter2")));
    }

    @Test
    void theSaltIsAskedForOnceAndOnlyWhereThereIsASecret() {
        int[] asked = {0};
        SecretMask mask = SecretMask.of(() -> {
            asked[0]++;
            return Optional.of(new byte[] {7});
        });
        mask(mask, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: Secret}\n");
        assertThat(asked[0]).isZero();
        mask(mask, secret("a"));
        mask(mask, secret("b"));
        assertThat(asked[0]).isEqualTo(1);
    }

    @Test
    void withoutASaltValuesAreHiddenWithoutDigests() {
        SecretMask mask = SecretMask.of(Optional::empty);
        assertThat(mask.lacksSalt()).isFalse();
        assertThat(mask(mask, secret("hunter2")))
                .isEqualTo(mask(mask, secret("another")))
                .contains("(hidden)")
                .doesNotContain("hunter2");
        assertThat(mask.lacksSalt()).isTrue();
    }

    @Test
    void whatKubectlRemembersOfASecretIsHiddenToo() {
        String masked = mask(
                MASK,
                "apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\n  annotations:\n"
                        + "    kubectl.kubernetes.io/last-applied-configuration: '{\"stringData\":{\"password\":\"hunter2\"}}'\n");
        assertThat(masked).doesNotContain("hunter2").contains("last-applied-configuration: (hidden, ");
    }

    @Test
    void otherObjectsKeepEveryByte() {
        String text = "# Secret plans\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {plan: 'Secret'}\n";
        assertThat(mask(MASK, text)).isEqualTo(text);
        assertThat(mask(MASK, text + "---\n" + secret("hunter2"))).startsWith(text);
    }

    @Nested
    class OfAConfigMap {

        private static final String CONFIG = """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: app}
                data:
                  DB_PASSWORD: hunter2hunter2
                  api_key: "abc-def"
                  LOG_LEVEL: debug
                  webhook.yaml: |
                    path: /hooks
                    port: 8443
                  tls.pem: |
                    -----BEGIN RSA PRIVATE KEY-----
                    MIIEow==
                    -----END RSA PRIVATE KEY-----
                """;

        @Test
        void whatAVariableOfThatNameWouldHideIsHidden() {
            assertThat(mask(MASK, CONFIG))
                    .doesNotContain("hunter2", "abc-def", "MIIEow")
                    .contains("DB_PASSWORD: (hidden, ", "LOG_LEVEL: debug");
        }

        @Test
        void filesOfSeveralLinesAreShownAsPeopleApproveThem() {
            assertThat(mask(MASK, CONFIG)).contains("path: /hooks", "port: 8443");
        }

        @Test
        void aChangedValueShowsAsAChange() {
            assertThat(mask(MASK, CONFIG.replace("hunter2hunter2", "hunter3hunter3")))
                    .isNotEqualTo(mask(MASK, CONFIG));
        }
    }

    @Test
    void aValueThatStandsTooDeepInASecretIsHiddenToo() {
        assertThat(mask(MASK, secret("{ nested: hunter2hunter2 }")))
                .doesNotContain("hunter2")
                .contains("password: (hidden, ");
    }
}
