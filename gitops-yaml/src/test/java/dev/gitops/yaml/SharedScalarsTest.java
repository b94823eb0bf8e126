package dev.gitops.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SharedScalarsTest {

    private static final YamlFile FILE = YamlFile.of("k.yaml", """
            images:
            - name: shop
              newTag: &v v1 # all of them
            - name: worker
              newTag: *v
            - name: cron
              newTag: *v
            """.getBytes(StandardCharsets.UTF_8));

    private static YamlEdit set(YamlEdit edit, int item, String tag) {
        return edit.set(YamlPath.of("images").item(item).key("newTag"), tag);
    }

    @Nested
    class WhereAllPlacesOfAnAnchorGetOneValue {

        @Test
        void theAnchoredTextIsSetAndTheAliasesStay() {
            YamlFile edited =
                    set(set(set(FILE.edit(), 2, "v2"), 0, "v2"), 1, "v2").apply();
            assertThat(new String(edited.bytes(), StandardCharsets.UTF_8))
                    .isEqualTo(new String(FILE.bytes(), StandardCharsets.UTF_8).replace("&v v1", "&v v2"));
        }
    }

    @Nested
    class WhereTheyDoNot {

        @Test
        void anEditOfSomeIsRefused() {
            assertThatThrownBy(() -> set(set(FILE.edit(), 0, "v2"), 1, "v2").apply())
                    .hasMessageContaining("has an anchor that line 7 refers to");
        }

        @Test
        void anEditToSeveralValuesIsRefused() {
            assertThatThrownBy(() -> set(set(set(FILE.edit(), 0, "v2"), 1, "v2"), 2, "v3")
                            .apply())
                    .hasMessageContaining("has an anchor");
        }

        @Test
        void anEditOfAnAliasAloneIsRefused() {
            assertThatThrownBy(() -> set(FILE.edit(), 1, "v2").apply()).hasMessageContaining("is an alias of &v");
        }
    }

    @Test
    void anEditThatChangesNothingIsNone() {
        assertThat(set(FILE.edit(), 1, "v1").apply()).isSameAs(FILE);
    }
}
