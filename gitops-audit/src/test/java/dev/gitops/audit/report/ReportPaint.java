package dev.gitops.audit.report;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.audit.TestRecords;
import dev.gitops.audit.TestStores;
import dev.gitops.spi.AuditStore;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Measures how soon a browser paints the report of 1,000 applications; {@code benchmarks/audit/run} calls it. Arguments: folder, how many records. */
public final class ReportPaint {

    private static final PrintStream OUT = System.out;
    private static final int APPS = Integer.getInteger("apps", 1000);
    private static final int BATCH = 1000;
    private static final int TIMES = 7;

    private ReportPaint() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        TestRecords maker = new TestRecords(1, APPS, Duration.ofSeconds(20));
        DeploymentRecord last = maker.next();
        try (AuditStore store = TestStores.file(home.resolve("paint"))) {
            for (int done = 0; done < Integer.parseInt(arguments[1]); done += BATCH) {
                List<DeploymentRecord> batch = new ArrayList<>();
                for (int i = 0; i < BATCH; i++) {
                    last = maker.next();
                    batch.add(last);
                }
                store.appendAll(batch);
            }
            Path index = Report.write(store, ReportInputs.of(APPS, last.ended()), home.resolve("paint-report"));
            try (Chromium browser = Chromium.start(home)) {
                browser.window(1280, 900);
                measure(browser, index, "report of " + APPS + " applications (" + Files.size(index) / 1024 + " KB)");
                measure(browser, index.resolveSibling("apps/app-7.html"), "page of an application");
            }
        }
    }

    private static void measure(Chromium browser, Path page, String what) throws InterruptedException {
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
                "| browser | %s, first paint and filter ready, median of %d | %.0f ms, %.0f ms |%n",
                what, TIMES, painted[TIMES / 2], loaded[TIMES / 2]);
    }
}
