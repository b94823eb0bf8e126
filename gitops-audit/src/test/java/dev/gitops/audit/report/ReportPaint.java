package dev.gitops.audit.report;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.audit.TestRecords;
import dev.gitops.audit.TestStores;
import dev.gitops.spi.AuditStore;
import dev.gitops.testing.Chromium;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Measures how soon a browser paints a report; {@code benchmarks/audit/paint} calls it. Arguments: a folder, how many applications, how many records, where screenshots go. */
public final class ReportPaint {

    private static final PrintStream OUT = System.out;
    private static final int BATCH = 1000;
    private static final int TIMES = 7;
    private static final List<Integer> WIDTHS = List.of(360, 800, 1440);

    private ReportPaint() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        int apps = Integer.parseInt(arguments[1]);
        TestRecords maker = new TestRecords(1, apps, Duration.ofSeconds(20));
        DeploymentRecord last = maker.next();
        try (AuditStore store = TestStores.file(home.resolve("paint"))) {
            for (int done = 0; done < Integer.parseInt(arguments[2]); done += BATCH) {
                List<DeploymentRecord> batch = new ArrayList<>();
                for (int i = 0; i < BATCH; i++) {
                    last = maker.next();
                    batch.add(last);
                }
                store.appendAll(batch);
            }
            ReportInput input = ReportInputs.of(apps, last.ended());
            long began = System.nanoTime();
            Path index = Report.write(store, input, home.resolve("paint-report"));
            OUT.printf(
                    "| report | %d applications, %s records, written in | %.1f s |%n",
                    apps,
                    arguments[2],
                    Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0);
            Path screenshots = Files.createDirectories(Path.of(arguments[3]));
            try (Chromium browser = Chromium.start(home)) {
                browser.window(1280, 900);
                for (String page : List.of(
                        "index.html",
                        "apps/app-7.html",
                        "environments/production.html",
                        "teams/payments.html",
                        "compare/staging--production.html")) {
                    measure(browser, index.resolveSibling(page));
                    look(browser, page, screenshots);
                }
            }
        }
    }

    private static void measure(Chromium browser, Path page) throws Exception {
        double[] painted = new double[TIMES];
        double[] loaded = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            browser.open(page.toUri().toString());
            browser.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 200)))");
            painted[i] = browser.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
                    .asDouble();
            loaded[i] = browser.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
                    .asDouble();
        }
        Arrays.sort(painted);
        Arrays.sort(loaded);
        OUT.printf(
                "| browser | %s (%d KB), first paint and script done, median of %d | %.0f ms, %.0f ms |%n",
                page.getFileName(), Files.size(page) / 1024, TIMES, painted[TIMES / 2], loaded[TIMES / 2]);
    }

    /** The page that is open, at three widths, light and dark. */
    private static void look(Chromium browser, String page, Path folder) throws Exception {
        for (int width : WIDTHS) {
            browser.window(width, 900);
            for (String scheme : List.of("light", "dark")) {
                browser.media("screen", scheme);
                String name = page.replaceAll(".*/|\\.html", "") + "-" + width + "-" + scheme + ".png";
                browser.screenshot(folder.resolve(name));
            }
        }
        browser.window(1280, 900);
        browser.media("screen", "light");
    }
}
