package dev.gitops.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.ChangeRequest;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.Operation;
import dev.gitops.api.RecordQuery;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                ReportInput.Links.NONE,
                ReportInput.Diffs.NONE);
    }

    private static ReportInput with(ReportInput plain, ReportInput.Diffs diffs) {
        return new ReportInput(
                plain.title(), plain.now(), plain.environments(), plain.apps(), ReportInput.Links.NONE, diffs);
    }

    private String page(String name) throws IOException {
        return Files.readString(home.resolve("out").resolve(name));
    }

    private void records(int count) {
        List<DeploymentRecord> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(records.next());
        }
        store.appendAll(made);
    }

    @Test
    void aReportWithoutAnythingIsWhole() throws IOException {
        assertThat(write(new ReportInput(
                        "Empty",
                        TestRecords.START,
                        List.of(),
                        List.of(),
                        ReportInput.Links.NONE,
                        ReportInput.Diffs.NONE)))
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
                        .doesNotContainPattern("<script(?! src=\"(\\.\\./)*script\\.js\" defer></script>)")
                        .doesNotContainPattern(
                                "(?:src|href)=\"(?:https?:)?//(?!git\\.example\\.com|jenkins\\.example\\.com|registry\\.example\\.com)");
            }
        }
    }

    @Test
    void theMatrixTellsWhatIsWantedDeployedAndSeen() throws IOException {
        String page = write(ReportInputs.of(60, TestRecords.START));
        assertThat(page)
                .contains(
                        "1.400.0",
                        ">healthy<",
                        ">rolling out<",
                        ">unhealthy<",
                        ">drifted<",
                        ">newer wanted<",
                        "runs 1.399.0",
                        ">deployment failed<",
                        ">3 behind staging<",
                        ">cannot be told<",
                        ">not yet<",
                        "nothing yet")
                .contains("<span class=\"why\">Deployment app-4: spec.replicas is 3, Git says 2</span>")
                .contains("waits for <a href=\"https://git.example.com/pulls/3\" rel=\"noreferrer\">#3</a>");
    }

    @Test
    void holdsAndFreezesStandThereInAShortPhrase() throws IOException {
        assertThat(write(ReportInputs.of(60, TestRecords.START)))
                .contains(
                        "title=\"by alice since 2026-01-05T08:00:00Z: errors at checkout\">by alice: errors at checkout<")
                .contains(">until 9 Jan, 06:00<");
    }

    @Test
    void anApplicationTellsWantedDeployedAndSeenApart() throws IOException {
        write(ReportInputs.of(8, TestRecords.START.plus(Duration.ofDays(1))));
        assertThat(page("apps/app-7.html"))
                .contains("<dt>Wanted</dt>", "<dt>Deployed</dt>", "<dt>Seen</dt>")
                .contains(">newer wanted<", "<span class=\"version\">1.399.0</span> verified")
                .contains("<code class=\"copy\">gitops deploy app-7 dev</code>")
                .contains("<code class=\"copy\">gitops promote app-7 --from staging --to production</code>")
                .contains("<code class=\"copy\">gitops rollback app-7 --in production</code>")
                .contains("by alice<")
                .doesNotContain("alice@example.com");
    }

    @Test
    void commitsImagesRequestsAndBuildsAreLinks() throws IOException {
        records(200);
        String page = write(ReportInputs.of(6, TestRecords.START.plus(Duration.ofDays(42))));
        assertThat(page)
                .containsPattern("<code><a href=\"https://git.example.com/platform/infra/commit/[0-9a-f]{40}\"")
                .contains("<a href=\"https://registry.example.com/v2/shop/tags/list\"")
                .containsPattern(
                        "<a href=\"https://git.example.com/platform/infra/pulls/\\d+\" rel=\"noreferrer\">#\\d+</a>")
                .containsPattern("<a href=\"https://jenkins.example.com/[^\"]+\" rel=\"noreferrer\">build \\d+</a>");
    }

    @Test
    void aRequestWithoutANumberHasNone() throws IOException {
        store.append(DeploymentRecord.builder()
                .from(records.next())
                .changeRequest(new ChangeRequest("https://git.example.com/x", 0, ChangeRequest.State.OPEN))
                .build());
        assertThat(write(ReportInputs.of(1, TestRecords.START)))
                .contains(">change request</a>")
                .doesNotContain("#0<");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JavaScript:alert(1)",
                "data:text/html,x",
                "https:alert(1)",
                "//evil.example",
                "https://git.example.com@evil.example/",
                "https://git.example.com/\u202Egnp",
                "https://git.example.com/ x",
                "vbscript:x",
                ""
            })
    void addressesThatMisleadAreNoLinks(String address) {
        assertThat(new Html().link(address, "here").toString()).isEqualTo("here");
    }

    @Test
    void environmentsAreComparedAlongThePathsOfPromotion() throws IOException {
        String page = write(ReportInputs.of(60, TestRecords.START.plus(Duration.ofDays(9))));
        assertThat(page)
                .contains(
                        "Lag between environments",
                        "<a href=\"compare/staging--production.html\">staging and production</a>");
        assertThat(page("compare/staging--production.html"))
                .contains("55 applications differ, 0 have the same in both")
                .contains("<td data-label=\"Lag\">3 releases, ")
                .contains("gitops promote app-0 --from staging --to production");
        assertThat(page("compare/dev--production.html"))
                .doesNotContain("gitops promote")
                .contains("<td data-label=\"Promote\">-</td>");
    }

    @Test
    void teamsHavePagesOfTheirApplications() throws IOException {
        records(200);
        String page = write(ReportInputs.of(6, TestRecords.START.plus(Duration.ofDays(42))));
        assertThat(page).contains("<a href=\"teams/payments.html\">payments</a>");
        assertThat(page("teams/payments.html"))
                .contains("<a href=\"../apps/app-0.html\">app-0</a>", "<a href=\"../apps/app-3.html\">app-3</a>")
                .contains("2 applications", "<h2 id=\"metrics-title\">Delivery</h2>", "../apps/app-3.html#r-")
                .doesNotContain(">app-1<");
    }

    @Test
    void anEnvironmentHasItsWholeHistoryByPage() throws IOException {
        records(1500);
        write(ReportInputs.of(6, TestRecords.START.plus(Duration.ofDays(320))));
        int found = 0;
        String next = "environments/production.html";
        while (!next.isEmpty()) {
            String page = page(next);
            found += page.split("<li id=").length - 1;
            Matcher older = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(page);
            next = older.find() ? Path.of(next).resolveSibling(older.group(1)).toString() : "";
        }
        int all = store.search(RecordQuery.builder()
                        .environment(EnvironmentName.PRODUCTION)
                        .limit(10_000)
                        .build())
                .records()
                .size();
        assertThat(found).isEqualTo(all).isGreaterThan(400);
    }

    @Test
    void olderRecordsOfTheTimelineAreOnFurtherPages() throws IOException {
        records(500);
        String page = write(ReportInputs.of(6, TestRecords.START.plus(Duration.ofDays(110))));
        assertThat(page).contains("<a rel=\"next\" href=\"timeline/page-2.html\">Older</a>");
        assertThat(page("timeline/page-2.html").split("<li id=")).hasSize(201);
        assertThat(page("timeline/page-3.html").split("<li id=")).hasSize(201);
        assertThat(home.resolve("out/timeline/page-4.html")).doesNotExist();
    }

    @Test
    void anApplicationHasItsWholeHistoryByPageAndByEnvironment() throws IOException {
        records(700);
        write(ReportInputs.of(6, TestRecords.START.plus(Duration.ofDays(150))));
        assertThat(page("apps/app-3.html")).contains("href=\"app-3/page-2.html\"", "href=\"app-3/in-production.html\"");
        assertThat(page("apps/app-3/in-production.html"))
                .contains("app-3 in production")
                .doesNotContain("<span class=\"env\">dev</span>");
        assertThat(page("apps/app-3/page-2.html").split("<li id=")).hasSize(51);
    }

    @Test
    void onlySoManyRecordsAreKept() throws IOException {
        records(3000);
        Report.write(
                store, ReportInputs.of(6, TestRecords.START.plus(Duration.ofDays(640))), home.resolve("out"), 2500);
        long listed = 0;
        try (var files = Files.walk(home.resolve("out/environments"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                listed += Files.readString(file).split("<li id=").length - 1;
            }
        }
        assertThat(listed).isEqualTo(2500);
        assertThat(page("environments/dev/page-5.html")).contains("gitops audit search --in dev --offset ");
    }

    @Test
    void filtersAreClassesThatAStyleSheetKnows() throws IOException {
        records(200);
        String page = write(ReportInputs.of(6, TestRecords.START.plus(Duration.ofDays(42))));
        assertThat(page)
                .contains("<select id=\"environment\"><option value=\"\">all</option><option value=\"e0\">dev</option>")
                .contains("<select id=\"person\">", "<select id=\"outcome\">", "<select id=\"time\">")
                .containsPattern("<li id=\"r-[0-9A-Z]+\" class=\"good e\\d p\\d o\\d( t\\d+)*\">");
        assertThat(page("filters.css"))
                .contains("body:has(#environment option[value=e0]:checked) .records>li:not(.e0){display:none}")
                .contains("body:has(#state-held:checked) #matrix tbody tr:not(.held){display:none}");
    }

    @Test
    void emptyChartsTakeNoRoom() throws IOException {
        assertThat(write(ReportInputs.of(6, TestRecords.START)))
                .doesNotContain("<svg", "metrics-title")
                .contains("No records yet");
        store.append(records.next());
        assertThat(write(ReportInputs.of(6, TestRecords.START.plus(Duration.ofDays(1)))))
                .contains("<b>Recovery time (median)</b> nothing to recover from</p>");
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
                .contains("href=\"app-3/page-2.html\"")
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
        write(with(plain, new ReportInput.Diffs() {
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
        write(with(plain, (deployment, before) -> Optional.of(diff)));
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
                        List.of(HOSTILE),
                        new ReportInput.Wanted(HOSTILE, List.of(), HOSTILE, null, HOSTILE),
                        new ReportInput.Deployed(HOSTILE, HOSTILE, TestRecords.START, HOSTILE, HOSTILE),
                        new ReportInput.Seen(Health.UNHEALTHY, HOSTILE, HOSTILE, TestRecords.START),
                        false,
                        List.of(new ReportInput.Behind(HOSTILE, 1)),
                        new ReportInput.Stop(HOSTILE, HOSTILE),
                        new ReportInput.Stop(HOSTILE, HOSTILE),
                        new ReportInput.Pending(HOSTILE, "javascript:alert(4)"),
                        HOSTILE,
                        HOSTILE,
                        HOSTILE)))));
        assertThat(page)
                .doesNotContain("<script>", "<img", "href=\"javascript", "\u202E", "onerror=alert(2)>'")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;");
        try (var files = Files.walk(home)) {
            assertThat(files.filter(file -> file.toString().endsWith(".html"))
                            .map(home.resolve("out")::relativize)
                            .map(Path::toString))
                    .allMatch(name -> name.equals("index.html")
                            || name.matches("(apps/app-\\d|environments/(dev|staging|production))\\.html"));
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
