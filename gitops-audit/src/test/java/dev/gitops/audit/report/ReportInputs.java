package dev.gitops.audit.report;

import dev.gitops.audit.report.ReportInput.App;
import dev.gitops.audit.report.ReportInput.Cell;
import dev.gitops.audit.report.ReportInput.Health;
import dev.gitops.audit.report.ReportInput.Pending;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** States of a company to report on. */
public final class ReportInputs {

    private ReportInputs() {}

    /** As many applications as are asked for, in three environments, some of them in trouble. */
    public static ReportInput of(int apps, Instant now) {
        List<String> environments = List.of("dev", "staging", "production");
        List<App> rows = new ArrayList<>();
        for (int i = 0; i < apps; i++) {
            List<Cell> cells = new ArrayList<>();
            for (int e = 0; e < (i % 11 == 10 ? 2 : 3); e++) {
                int build = 400 - 3 * e - i % 7;
                cells.add(new Cell(
                        environments.get(e),
                        i % 13 == 12 && e == 2 ? "" : "1." + build + ".0",
                        List.of("registry.example.com/shop/app-" + i + ":1." + build + ".0"),
                        "0123456789abcdef0123456789abcdef01234567",
                        now.minusSeconds(3600L * (1 + e * 31 + i % 50)),
                        (i + e) % 9 != 8,
                        i % 17 == 3 && e == 2
                                ? Health.UNHEALTHY
                                : i % 5 == 1 && e == 0 ? Health.PROGRESSING : Health.HEALTHY,
                        i % 14 == 4 && e == 1 ? "Deployment app-" + i + ": spec.replicas is 3, Git says 2" : null,
                        i % 19 == 5 && e == 2 ? "rolled back by alice: errors at checkout" : null,
                        null,
                        i % 6 == 2 && e == 2
                                ? new Pending("1." + (build + 3) + ".0", "https://git.example.com/pulls/" + i, i)
                                : null));
            }
            rows.add(new App("app-" + i, i % 3 == 0 ? "payments" : i % 3 == 1 ? "search" : null, cells));
        }
        return new ReportInput(
                "Deliveries of Example Corp",
                now,
                environments,
                rows,
                (record, before) -> Optional.of(
                        "--- a/app.yaml\n+++ b/app.yaml\n@@ -1,3 +1,3 @@\n kind: Deployment\n-image: old <b>\n+image: new & better\n"));
    }
}
