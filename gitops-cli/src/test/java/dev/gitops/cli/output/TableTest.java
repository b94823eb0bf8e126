package dev.gitops.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {

    private static Table shop() {
        Table table = new Table("APP", "ENVIRONMENT", "NOTES");
        table.row(
                Cell.of("shop"),
                Cell.of("staging").in(Cell.Style.GOOD),
                Cell.of("held by alice: the database is being moved to another machine", "moved"));
        table.row("cart", "dev", "");
        return table;
    }

    private static Terminal wide(int columns) {
        return new Terminal(true, columns, false);
    }

    @Nested
    class ForPeople {

        @Test
        void isAsWideAsItIsWhereNobodyLooks() {
            assertThat(shop()).hasToString("""
                    APP   ENVIRONMENT  NOTES
                    shop  staging      held by alice: the database is being moved to another machine
                    cart  dev
                    """);
        }

        @Test
        void goesOnBelowWithinItsColumnWhereTheTerminalIsNarrow() {
            assertThat(shop().text(wide(50))).isEqualTo("""
                    APP   ENVIRONMENT  NOTES
                    shop  staging      held by alice: the database is
                                       being moved to another machine
                    cart  dev
                    """);
        }

        @Test
        void putsSentencesBelowTheirRowsWhereTheirColumnWouldBeTooNarrow() {
            assertThat(shop().text(wide(36))).isEqualTo("""
                    APP   ENVIRONMENT
                    shop  staging
                        held by alice: the database is
                        being moved to another machine
                    cart  dev
                    """);
        }

        @Test
        void breaksNoHeading() {
            assertThat(shop().text(wide(24))).isEqualTo("""
                    APP   ENVIRONMENT
                    shop  staging
                        held by alice: the
                        database is being
                        moved to another
                        machine
                    cart  dev
                    """);
        }

        private static Table status() {
            Table table = new Table("APP", "ENVIRONMENT", "WANTED", "DEPLOYED", "WHEN", "BY", "SEEN", "NOTES");
            table.row(
                    "shop",
                    "production",
                    "shop:1.10.0, worker:1.10.0",
                    "shop:1.9.0, worker:1.9.0",
                    "3 hours ago",
                    "Zoe Example",
                    "healthy",
                    "newer wanted; held by alice: the database is being moved");
            table.row("cart", "dev", "", "", "", "", "", "nothing released");
            return table;
        }

        @Test
        void isAParagraphARowWhereTheColumnsDoNotFit() {
            assertThat(status().text(wide(40))).isEqualTo("""
                    shop
                      ENVIRONMENT  production
                      WANTED       shop:1.10.0,
                                   worker:1.10.0
                      DEPLOYED     shop:1.9.0, worker:1.9.0
                      WHEN         3 hours ago
                      BY           Zoe Example
                      SEEN         healthy
                      NOTES        newer wanted; held by
                                   alice: the database is
                                   being moved
                    cart
                      ENVIRONMENT  dev
                      NOTES        nothing released
                    """);
            assertThat(status().text(wide(20))).startsWith("""
                    shop
                      ENVIRONMENT
                        production
                      WANTED
                        shop:1.10.0,
                        worker:1.10.0
                    """);
        }

        @ParameterizedTest
        @ValueSource(ints = {20, 40, 60, 70, 80, 120})
        void neverBreaksAHeadingNorGoesBeyondTheWidth(int width) {
            String text = status().text(wide(width));
            assertThat(text.lines()).allMatch(line -> DisplayWidth.of(line) <= width);
            assertThat(text).contains("ENVIRONMENT", "DEPLOYED", "1.10.0", "Zoe");
        }

        @Test
        void breaksAReferenceAtAJoint() {
            Table table = new Table("APP", "IMAGE");
            table.row("shop", "registry.example.com/payments/shop:1.4.0");
            assertThat(table.text(wide(32))).isEqualTo("""
                    APP   IMAGE
                    shop  registry.example.com/
                          payments/shop:1.4.0
                    """);
        }

        @Test
        void breaksAReleaseBeforeItsVersion() {
            Table table = new Table("RELEASE", "DEPLOYED");
            table.row("shop:1.10.0", "shop:1.10.0");
            assertThat(table.text(wide(18))).isEqualTo("""
                    RELEASE   DEPLOYED
                    shop:     shop:
                    1.10.0    1.10.0
                    """);
        }

        @Test
        void countsTheColumnsOfCharactersNotTheirNumber() {
            Table table = new Table("BY", "OUTCOME");
            table.row("\u5c71\u7530", "verified");
            table.row("Zoe\u0308", "failed");
            table.row("\ud83d\ude80", "merged");
            assertThat(table).hasToString("""
                    BY    OUTCOME
                    \u5c71\u7530  verified
                    Zoe\u0308   failed
                    \ud83d\ude80    merged
                    """);
        }

        @Test
        void hasColoursWhereTheyAreWanted() {
            assertThat(shop().text(new Terminal(true, 0, true)))
                    .contains("\u001b[1mAPP\u001b[0m", "shop  \u001b[32mstaging\u001b[0m      held");
        }

        @Test
        void doesNotObeyWhatOthersWrote() {
            Table table = new Table("BY");
            table.row("a\u001b[2Jb\nc");
            assertThat(table.toString()).contains("a<U+001B>[2Jb<U+000A>c");
        }
    }

    @Nested
    class ForPrograms {

        @Test
        void hasTheWholeValues() {
            assertThat(shop().csv()).isEqualTo("app,environment,notes\r\nshop,staging,moved\r\ncart,dev,\r\n");
        }

        @Test
        void quotesAndStartsNoFormula() {
            Table table = new Table("BY", "LEAD TIME");
            table.row("=1+1", "a, \"b\"");
            assertThat(table.csv()).isEqualTo("by,lead_time\r\n'=1+1,\"a, \"\"b\"\"\"\r\n");
        }
    }
}
