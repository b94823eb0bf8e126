package dev.gitops.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.Operation;
import dev.gitops.audit.TestRecords;
import dev.gitops.audit.TestStores;
import dev.gitops.audit.report.ReportInput.App;
import dev.gitops.audit.report.ReportInput.Cell;
import dev.gitops.audit.report.ReportInput.Health;
import dev.gitops.spi.AuditStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    static final String HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(2)>' \u202Egnp.exe";

    @TempDir
    Path home;

    private final TestRecords records = new TestRecords(2, 6, Duration.ofHours(5));
    private AuditStore store;

    @BeforeEach
    void open() {
        store = TestStores.file(home.resolve("trail"));
    }

    private String write(ReportInput input) throws IOException {
        return Files.readString(Report.write(store, input, home.resolve("out")));
    }

    private static ReportInput input(App... apps) {
        return new ReportInput(
                HOSTILE,
                TestRecords.START.plus(Duration.ofDays(20)),
                List.of("dev", HOSTILE),
                List.of(apps),
                ReportInput.Diffs.NONE);
    }

    @Test
    void aReportWithoutAnythingIsWhole() throws IOException {
        assertThat(write(new ReportInput("Empty", TestRecords.START, List.of(), List.of(), ReportInput.Diffs.NONE)))
                .contains("No records yet")
                .contains("<title>Empty</title>");
        assertThat(home.resolve("out"))
                .isDirectoryContaining("glob:**style.css")
                .isDirectoryContaining("glob:**script.js");
    }

    @Test
    void noPageHasAnythingInline() throws IOException {
        for (int i = 0; i < 100; i++) {
            store.append(records.next());
        }
        write(ReportInputs.of(6, TestRecords.START.plus(Duration.ofDays(21))));
        try (var files = Files.walk(home.resolve("out"))) {
            for (Path page :
                    files.filter(file -> file.toString().endsWith(".html")).toList()) {
                assertThat(Files.readString(page))
                        .doesNotContainPattern("(?i)\\sstyle=|<style|\\son[a-z]+=|javascript:")
                        .doesNotContainPattern("<script(?! src=\"(\\.\\./)?script\\.js\" defer></script>)")
                        .doesNotContainPattern(
                                "(?:src|href)=\"(?:https?:)?//(?!git\\.example\\.com|jenkins\\.example\\.com)");
            }
        }
    }

    @Test
    void theMatrixTellsVersionHealthDriftHoldAndPendingPromotions() throws IOException {
        String page = write(ReportInputs.of(60, TestRecords.START));
        assertThat(page)
                .contains(
                        "1.400.0",
                        ">healthy<",
                        ">rolling out<",
                        ">unhealthy<",
                        ">drifted<",
                        ">held<",
                        "pending 1.",
                        ">not verified<",
                        "nothing yet")
                .contains("<span class=\"why\">Deployment app-4: spec.replicas is 3, Git says 2</span>")
                .contains("href=\"https://git.example.com/pulls/2\"");
    }

    @Test
    void anApplicationHasItsHistoryWithDiffs() throws IOException {
        for (int i = 0; i < 700; i++) {
            store.append(records.next());
        }
        write(ReportInputs.of(6, TestRecords.START.plus(Duration.ofDays(150))));
        String page = Files.readString(home.resolve("out/apps/app-3.html"));
        assertThat(page)
                .contains(
                        "<span class=\"add\">+image: new &amp; better</span>",
                        "<span class=\"del\">-image: old &lt;b&gt;</span>")
                .contains("gitops audit search --app app-3")
                .contains("approved by", "ProgressDeadlineExceeded");
        assertThat(page.split("<summary>What it changed")).hasSize(6);
    }

    @Test
    void diffsAreAskedForTheNewestAndAgainstTheLastVerifiedOfTheSameEnvironment() throws IOException {
        List<DeploymentRecord> made = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            made.add(records.next());
        }
        store.appendAll(made);
        List<String> asked = new ArrayList<>();
        ReportInput plain = ReportInputs.of(6, TestRecords.START.plus(Duration.ofDays(80)));
        write(new ReportInput(plain.title(), plain.now(), plain.environments(), plain.apps(), new ReportInput.Diffs() {
            @Override
            public Optional<String> of(DeploymentRecord deployment, DeploymentRecord before) {
                asked.add(deployment.id());
                DeploymentRecord expected = made.stream()
                        .filter(each -> each.app().equals(deployment.app())
                                && each.environment().equals(deployment.environment())
                                && each.operation() == Operation.DEPLOY
                                && each.verified()
                                && each.ended().isBefore(deployment.ended()))
                        .reduce((first, second) -> second)
                        .orElseThrow();
                assertThat(before).isEqualTo(expected);
                return Optional.empty();
            }

            @Override
            public int most() {
                return 4;
            }
        }));
        List<String> newest = made.stream()
                .filter(each -> each.operation() == Operation.DEPLOY)
                .map(DeploymentRecord::id)
                .toList();
        assertThat(asked).hasSize(4);
        assertThat(asked.get(0)).isEqualTo(newest.get(newest.size() - 1));
    }

    @Test
    void aLongDiffIsCut() throws IOException {
        for (int i = 0; i < 60; i++) {
            store.append(records.next());
        }
        ReportInput plain = ReportInputs.of(6, TestRecords.START.plus(Duration.ofDays(80)));
        String diff = "--- a/x\n+++ b/x\n@@ -0,0 +1,1000 @@\n" + "+line\n".repeat(1000) + "+" + "y".repeat(5000);
        write(new ReportInput(
                plain.title(),
                plain.now(),
                plain.environments(),
                plain.apps(),
                (deployment, before) -> Optional.of(diff)));
        assertThat(Files.readString(home.resolve("out/apps/app-3.html")))
                .contains("... 704 lines more")
                .contains("+1001 \u22120");
    }

    @Test
    void hostileNamesAndTextsAreOnlyText() throws IOException {
        store.append(DeploymentRecord.builder()
                .from(records.next())
                .app("../../" + HOSTILE)
                .requestedBy(HOSTILE)
                .reason(HOSTILE)
                .failure(HOSTILE)
                .buildUrl("javascript:alert(3)")
                .build());
        store.append(DeploymentRecord.builder()
                .from(records.next())
                .outcome(HOSTILE)
                .addNotices(HOSTILE)
                .build());
        String page = write(input(new App(
                HOSTILE,
                HOSTILE,
                List.of(new Cell(
                        HOSTILE,
                        HOSTILE,
                        List.of(HOSTILE),
                        HOSTILE,
                        null,
                        false,
                        Health.UNKNOWN,
                        HOSTILE,
                        HOSTILE,
                        HOSTILE,
                        new ReportInput.Pending(HOSTILE, "javascript:alert(4)", 1))))));
        assertThat(page)
                .doesNotContain("<script>", "<img", "href=\"javascript", "\u202E", "onerror=alert(2)>'")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;");
        try (var files = Files.walk(home)) {
            assertThat(files.filter(file -> file.toString().endsWith(".html"))
                            .map(home.resolve("out")::relativize)
                            .map(Path::toString))
                    .allMatch(name -> name.equals("index.html") || name.startsWith("apps/app-"));
        }
    }

    @Test
    void durationsAreToldInTheirLargestUnit() {
        assertThat(Page.span(Duration.ofMinutes(59))).isEqualTo("59 min");
        assertThat(Page.span(Duration.ofHours(47))).isEqualTo("47 h");
        assertThat(Page.span(Duration.ofHours(49))).isEqualTo("2 d");
        assertThat(Page.span(Duration.ofHours(-1))).isEqualTo("0 min");
    }
}
