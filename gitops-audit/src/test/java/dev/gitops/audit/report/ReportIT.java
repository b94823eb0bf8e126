package dev.gitops.audit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.audit.TestRecords;
import dev.gitops.audit.TestStores;
import dev.gitops.audit.report.ReportInput.App;
import dev.gitops.audit.report.ReportInput.Cell;
import dev.gitops.spi.AuditStore;
import dev.gitops.testing.Chromium;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The report as a real browser shows it. The screenshots are kept in {@code target/report} to be looked at. */
class ReportIT {

    private static final Path SCREENSHOTS = Path.of("target", "report");
    /** What Jenkins answers with the files of a build, unless an administrator says otherwise. */
    private static final String JENKINS =
            "sandbox allow-same-origin; default-src 'none'; img-src 'self'; style-src 'self';";

    /** What Jenkins answers with every page of its own where an administrator has switched it on, as of 2026. */
    private static final String JENKINS_PAGES =
            "base-uri 'none'; default-src 'self'; form-action 'self'; frame-ancestors 'self'; script-src 'report-sample' 'self'; style-src 'report-sample' 'self';";

    private static final List<String> PAGES = List.of(
            "index.html",
            "apps/app-5.html",
            "environments/production.html",
            "teams/payments.html",
            "compare/staging--production.html");

    @TempDir
    static Path home;

    private static Chromium browser;
    private static HttpServer server;
    private static volatile String policy = "";
    private static Path out;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Chromium.installed().isPresent(), "Chromium is not installed: apt-get install chromium");
        Instant now = TestRecords.START.plus(Duration.ofDays(80));
        AuditStore store = TestStores.file(home.resolve("trail"));
        TestRecords records = new TestRecords(4, 40, Duration.ofMinutes(110));
        List<DeploymentRecord> made = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            made.add(records.next());
        }
        made.add(DeploymentRecord.builder()
                .from(records.next())
                .requestedBy(ReportTest.HOSTILE)
                .reason(ReportTest.HOSTILE)
                .buildUrl("javascript:alert(3)")
                .build());
        store.appendAll(made);
        ReportInput plain = ReportInputs.of(40, now);
        List<App> apps = new ArrayList<>(plain.apps());
        apps.add(new App(
                ReportTest.HOSTILE,
                ReportTest.HOSTILE,
                List.of(new Cell(
                        "production",
                        List.of("staging"),
                        new ReportInput.Wanted(ReportTest.HOSTILE, List.of(), null, now, ReportTest.HOSTILE),
                        null,
                        null,
                        false,
                        List.of(),
                        new ReportInput.Stop(ReportTest.HOSTILE, ReportTest.HOSTILE),
                        null,
                        null,
                        null,
                        null,
                        null))));
        out = home.resolve("out");
        Report.write(
                store,
                new ReportInput(plain.title(), now, plain.environments(), apps, plain.links(), plain.diffs()),
                out);
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath().substring(1);
            byte[] body = Files.readAllBytes(out.resolve(path));
            String type = path.endsWith(".css")
                    ? "text/css"
                    : path.endsWith(".js") ? "text/javascript" : path.endsWith(".svg") ? "image/svg+xml" : "text/html";
            exchange.getResponseHeaders().add("Content-Type", type);
            if (!policy.isEmpty()) {
                exchange.getResponseHeaders().add("Content-Security-Policy", policy);
            }
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        browser = Chromium.start(home);
        Files.createDirectories(SCREENSHOTS);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            server.stop(0);
        }
    }

    private static void open(String page) {
        open(page, "");
    }

    private static void open(String page, String jenkins) {
        policy = jenkins;
        browser.window(1280, 900);
        browser.media("screen", "light");
        browser.open("http://127.0.0.1:" + server.getAddress().getPort() + "/" + page);
    }

    private static int count(String selector) {
        return browser.evaluate("document.querySelectorAll('" + selector + "').length")
                .asInt();
    }

    private static int shownRows() {
        return browser.evaluate(
                        "[...document.querySelectorAll('#matrix tbody tr')].filter(r => r.offsetParent !== null || r.getClientRects().length > 0).length")
                .asInt();
    }

    @Test
    void matrixChartsAndTimelineAreThereAndTheConsoleIsQuiet() {
        open("index.html");
        assertThat(count("#matrix tbody tr")).isEqualTo(41);
        assertThat(count(".chart svg")).isEqualTo(12);
        assertThat(browser.evaluate(
                                "[...document.querySelectorAll('.bar')].filter(b => b.getBoundingClientRect().height > 1).length")
                        .asInt())
                .isGreaterThan(30);
        assertThat(count(".records li")).isEqualTo(100);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void nothingHostileRuns() {
        open("index.html");
        assertThat(count("script")).isEqualTo(1);
        assertThat(count("img")).isZero();
        assertThat(count("a[href^=\"javascript\"]")).isZero();
        assertThat(browser.evaluate("document.body.textContent.includes('<script>alert(1)</script>')")
                        .asBoolean())
                .isTrue();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void thePagesPolicyStopsWhatWouldBeInjected() {
        open("index.html");
        browser.evaluate(
                "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hacked = 1\"><div id=styled style=\"color: red\">x</div>')");
        browser.evaluate("new Promise(done => setTimeout(done, 200))");
        assertThat(browser.evaluate("window.hacked === undefined").asBoolean()).isTrue();
        assertThat(browser.complaints()).isNotEmpty();
    }

    @Test
    void theFilterNarrowsAndIsInTheAddress() {
        open("index.html");
        assertThat(shownRows()).isEqualTo(41);
        browser.evaluate(
                "document.getElementById('words').value = 'app-17'; document.getElementById('words').dispatchEvent(new Event('input', {bubbles: true}))");
        assertThat(shownRows()).isEqualTo(1);
        assertThat(browser.evaluate("document.getElementById('count').textContent")
                        .asText())
                .isEqualTo("1 of 41");
        assertThat(browser.evaluate("location.hash").asText()).isEqualTo("#find=app-17");
        assertThat(browser.complaints()).isEmpty();
    }

    private static int shownRecords() {
        return browser.evaluate(
                        "[...document.querySelectorAll('.records > li')].filter(r => r.getClientRects().length > 0).length")
                .asInt();
    }

    private static void choose(String select, String words) {
        browser.evaluate("{ const s = document.getElementById('" + select
                + "'); s.value = [...s.options].find(o => o.text === '" + words
                + "').value; s.dispatchEvent(new Event('change')); }");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", JENKINS})
    void recordsAreFilteredByEnvironmentPersonOutcomeAndTimeWithAndWithoutScript(String given) {
        open("index.html", given);
        int all = shownRecords();
        choose("environment", "production");
        int inProduction = shownRecords();
        assertThat(inProduction).isBetween(1, all - 1).isEqualTo(count(".records > li.e1"));
        choose("person", "carol");
        assertThat(shownRecords()).isBetween(1, inProduction - 1);
        choose("person", "all");
        choose("outcome", "failed");
        assertThat(shownRecords()).isLessThan(inProduction);
        choose("environment", "all");
        choose("outcome", "all");
        choose("time", "last 7 days");
        assertThat(shownRecords()).isBetween(1, all - 1);
        choose("time", "all");
        assertThat(shownRecords()).isEqualTo(all);
    }

    @Test
    void theChoicesAreInTheAddress() {
        open("environments/production.html");
        choose("person", "carol");
        assertThat(browser.evaluate("location.hash").asText()).isEqualTo("#person=carol");
        assertThat(browser.evaluate("document.querySelector('.filters .count').textContent")
                        .asText())
                .isEqualTo(shownRecords() + " of " + count(".records > li"));
        int carols = shownRecords();
        open("environments/production.html#person=carol");
        assertThat(shownRecords()).isEqualTo(carols);
    }

    @Test
    void olderRecordsAreALinkAway() {
        open("index.html");
        browser.open(browser.evaluate("document.querySelector('.pages a[rel=next]').href")
                .asText());
        assertThat(browser.evaluate("document.querySelector('h1').textContent").asText())
                .isEqualTo("Timeline");
        assertThat(count(".records > li")).isEqualTo(200);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void everyPageIsWholeUnderThePoliciesOfJenkins() {
        for (String page : PAGES) {
            open(page, JENKINS_PAGES);
            assertThat(browser.complaints()).as(page).isEmpty();
            for (String given : List.of(JENKINS, JENKINS_PAGES)) {
                open(page, given);
                assertThat(browser.evaluate("getComputedStyle(document.querySelector('.badge')).display")
                                .asText())
                        .as(page)
                        .isEqualTo("inline-block");
            }
        }
    }

    @Test
    void aCommandIsChosenWholeByOneClickWithoutScript() {
        open("apps/app-5.html", JENKINS);
        assertThat(browser.evaluate("getComputedStyle(document.querySelector('.copy')).userSelect")
                        .asText())
                .isEqualTo("all");
    }

    @Test
    void nothingIsClippedAtThreeWidthsInLightAndDark() throws IOException {
        for (String page : PAGES) {
            open(page);
            for (int width : List.of(360, 800, 1440)) {
                browser.window(width, 900);
                for (String scheme : List.of("light", "dark")) {
                    browser.media("screen", scheme);
                    String name = page.replaceAll(".*/|\\.html", "") + "-" + width + "-" + scheme + ".png";
                    browser.screenshot(SCREENSHOTS.resolve(name));
                }
                assertThat(browser.evaluate("document.documentElement.scrollWidth")
                                .asInt())
                        .as("%s at %s", page, width)
                        .isLessThanOrEqualTo(width);
                assertThat(browser.evaluate(
                                        "[...document.querySelectorAll('table, .records, .place, .copy, .chart')]"
                                                + ".filter(e => e.getBoundingClientRect().right > innerWidth + 1"
                                                + " || e.scrollWidth > e.clientWidth + 1).map(e => e.outerHTML.slice(0, 80)).join()")
                                .asText())
                        .as("%s at %s", page, width)
                        .isEmpty();
            }
        }
    }

    @Test
    void aDeepLinkOpensFiltered() throws IOException {
        open("index.html#find=app-1&state=pending");
        assertThat(shownRows()).isBetween(1, 6);
        assertThat(browser.evaluate("document.querySelector('[name=state]:checked').value")
                        .asText())
                .isEqualTo("pending");
        browser.screenshot(SCREENSHOTS.resolve("filtered.png"));
    }

    @Test
    void theKeyboardReachesTheFilter() {
        open("index.html");
        browser.call(
                "Input.dispatchKeyEvent",
                node -> node.put("type", "keyDown").put("key", "/").put("text", "/"));
        assertThat(browser.evaluate("document.activeElement.id").asText()).isEqualTo("words");
        browser.call("Input.insertText", node -> node.put("text", "app-3"));
        assertThat(shownRows()).isEqualTo(11);
    }

    @Test
    void underJenkinsPolicyItIsReadableWithoutScript() throws IOException {
        open("index.html", JENKINS);
        assertThat(shownRows()).isEqualTo(41);
        assertThat(browser.evaluate("getComputedStyle(document.getElementById('filter')).display")
                        .asText())
                .isEqualTo("none");
        assertThat(browser.evaluate("getComputedStyle(document.querySelector('.badge')).display")
                        .asText())
                .as("the style sheet is used")
                .isEqualTo("inline-block");
        browser.screenshot(SCREENSHOTS.resolve("jenkins.png"));
    }

    @Test
    void itOpensFromTheDiskToo() {
        policy = "";
        browser.open(out.resolve("index.html").toUri().toString());
        assertThat(browser.evaluate("getComputedStyle(document.querySelector('.badge')).display")
                        .asText())
                .isEqualTo("inline-block");
        assertThat(browser.evaluate("document.getElementById('count').textContent")
                        .asText())
                .isEqualTo("41 of 41");
    }

    @Test
    void anApplicationsPageHasHistoryDiffsAndTargets() throws IOException {
        open("apps/app-5.html");
        assertThat(count(".records li")).isGreaterThan(10);
        assertThat(count("details .add")).isGreaterThan(1);
        assertThat(count(".now .place")).isEqualTo(3);
        assertThat(count("table tbody tr")).isEqualTo(3);
        browser.evaluate("document.querySelector('.records details').open = true");
        browser.screenshot(SCREENSHOTS.resolve("app.png"));
        browser.media("screen", "dark");
        browser.screenshot(SCREENSHOTS.resolve("app-dark.png"));
        browser.media("screen", "light");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aTileLeadsToTheApplicationsOfItsState() {
        open("index.html");
        browser.evaluate("document.querySelector('.tiles .held').click()");
        browser.evaluate("new Promise(done => setTimeout(done, 100))");
        int held = browser.evaluate("Number(document.querySelector('.tiles .held b').textContent)")
                .asInt();
        assertThat(held).isPositive();
        assertThat(shownRows()).isEqualTo(held);
        assertThat(browser.evaluate("location.hash").asText()).isEqualTo("#state=held");
    }

    @Test
    void everyControlAndGraphicHasANameForAScreenReader() {
        open("index.html");
        assertThat(browser.evaluate("[...document.querySelectorAll('input, select')].every(e => e.labels.length > 0)")
                        .asBoolean())
                .isTrue();
        assertThat(browser.evaluate(
                                "[...document.querySelectorAll('svg[role=img]')].every(e => document.getElementById(e.getAttribute('aria-labelledby')).textContent.length > 3)")
                        .asBoolean())
                .isTrue();
        assertThat(count("#matrix caption")).isEqualTo(1);
        assertThat(browser.evaluate("[...document.querySelectorAll('#matrix th')].every(e => e.hasAttribute('scope'))")
                        .asBoolean())
                .isTrue();
        assertThat(browser.evaluate("document.documentElement.lang").asText()).isEqualTo("en");
    }

    @Test
    void itLooksRightInLightDarkNarrowAndPrint() throws IOException {
        open("index.html");
        browser.screenshot(SCREENSHOTS.resolve("light.png"));
        browser.evaluate("document.getElementById('metrics-title').scrollIntoView()");
        browser.screenshot(SCREENSHOTS.resolve("charts.png"));
        browser.evaluate("scrollTo(0, 0)");
        browser.media("screen", "dark");
        assertThat(browser.evaluate("getComputedStyle(document.body).backgroundColor")
                        .asText())
                .isEqualTo("rgb(20, 24, 23)");
        browser.screenshot(SCREENSHOTS.resolve("dark.png"));
        browser.media("screen", "light");
        browser.window(390, 844);
        assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                .isLessThanOrEqualTo(390);
        browser.screenshot(SCREENSHOTS.resolve("narrow.png"));
        browser.window(1000, 1400);
        browser.media("print", "light");
        assertThat(browser.evaluate("getComputedStyle(document.querySelector('nav')).display")
                        .asText())
                .isEqualTo("none");
        browser.screenshot(SCREENSHOTS.resolve("print.png"));
    }
}
