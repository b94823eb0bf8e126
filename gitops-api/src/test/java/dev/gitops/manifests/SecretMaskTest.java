package dev.gitops.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretMaskTest {

    private static String secret(String value) {
        return "apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\nstringData:\n  password: " + value + "\n  user: "
                + value + "\n";
    }

    @Test
    void aValueNeverShowsAndAChangeAlwaysDoes() {
        String before = SecretMask.mask(secret("hunter2"));
        String after = SecretMask.mask(secret("hunter3"));
        assertThat(before).doesNotContain("hunter2").contains("password", "(hidden, ");
        assertThat(after).isNotEqualTo(before);
        assertThat(SecretMask.mask(secret("hunter2"))).isEqualTo(before);
    }

    @Test
    void equalValuesAtTwoPlacesDoNotLookEqual() {
        String[] lines = SecretMask.mask(secret("hunter2")).split("\n");
        assertThat(lines[lines.length - 1].replace("user: ", ""))
                .isNotEqualTo(lines[lines.length - 2].replace("password: ", ""));
    }

    @Test
    void otherObjectsKeepEveryByte() {
        String text = "# Secret plans\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {Secret: 'x'}\n";
        assertThat(SecretMask.mask(text)).isEqualTo(text);
        assertThat(SecretMask.mask(text + "---\n" + secret("hunter2"))).startsWith(text);
    }
}
