package dev.gitops.audit.report;

import dev.gitops.api.ImageRef;
import dev.gitops.audit.report.ReportInput.App;
import dev.gitops.audit.report.ReportInput.Behind;
import dev.gitops.audit.report.ReportInput.Cell;
import dev.gitops.audit.report.ReportInput.Deployed;
import dev.gitops.audit.report.ReportInput.Health;
import dev.gitops.audit.report.ReportInput.Links;
import dev.gitops.audit.report.ReportInput.Pending;
import dev.gitops.audit.report.ReportInput.Seen;
import dev.gitops.audit.report.ReportInput.Stop;
import dev.gitops.audit.report.ReportInput.Wanted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** States of a company to report on. */
public final class ReportInputs {

    /** Pages of commits and images as hosts have them. */
    static final Links LINKS = new Links() {
        @Override
        public Optional<String> commit(String app, String commit) {
            return Optional.of("https://git.example.com/platform/infra/commit/" + commit);
        }

        @Override
        public Optional<String> image(ImageRef image) {
            return Optional.of("https://registry.example.com/v2/shop/tags/list");
        }
    };

    private static final List<String> ENVIRONMENTS = List.of("dev", "staging", "production");
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private ReportInputs() {}

    /** As many applications as are asked for, in three environments, some of them in trouble. */
    public static ReportInput of(int apps, Instant now) {
        List<App> rows = new ArrayList<>();
        for (int i = 0; i < apps; i++) {
            List<Cell> cells = new ArrayList<>();
            for (int e = 0; e < (i % 11 == 10 ? 2 : 3); e++) {
                cells.add(cell(i, e, now));
            }
            rows.add(new App("app-" + i, i % 3 == 0 ? "payments" : i % 3 == 1 ? "search" : null, cells));
        }
        return new ReportInput(
                "Deliveries of Example Corp",
                now,
                ENVIRONMENTS,
                rows,
                LINKS,
                (record, before) -> Optional.of(
                        "--- a/app.yaml\n+++ b/app.yaml\n@@ -1,3 +1,3 @@\n kind: Deployment\n-image: old <b>\n+image: new & better\n"));
    }

    private static Cell cell(int i, int e, Instant now) {
        int build = 400 - 3 * e - i % 7;
        boolean empty = i % 13 == 12 && e == 2;
        boolean newer = i % 8 == 7 && e == 0;
        Instant at = now.minusSeconds(3600L * (1 + e * 31 + i % 50));
        return new Cell(
                ENVIRONMENTS.get(e),
                e == 0 ? List.of() : List.of(ENVIRONMENTS.get(e - 1)),
                empty
                        ? new Wanted("", List.of(), null, null, null)
                        : new Wanted(
                                "1." + build + ".0", List.of(image(i, build)), COMMIT, at, "alice <alice@example.com>"),
                empty
                        ? null
                        : new Deployed(
                                "1." + (newer ? build - 1 : build) + ".0",
                                COMMIT,
                                at,
                                "bob",
                                (i + e) % 9 == 8 ? "failed" : "verified"),
                empty
                        ? null
                        : new Seen(
                                health(i, e),
                                health(i, e) == Health.UNHEALTHY ? "Deployment app-" + i + ": CrashLoopBackOff" : "",
                                i % 14 == 4 && e == 1
                                        ? "Deployment app-" + i + ": spec.replicas is 3, Git says 2"
                                        : null,
                                at),
                !empty && !newer,
                e == 0 || empty ? List.of() : List.of(new Behind(ENVIRONMENTS.get(e - 1), 3)),
                i % 19 == 5 && e == 2
                        ? new Stop(
                                "by alice: errors at checkout",
                                "by alice since 2026-01-05T08:00:00Z: errors at checkout")
                        : null,
                i % 23 == 6 && e == 2
                        ? new Stop("until 9 Jan, 06:00", "frozen until 2026-01-09T06:00Z (stocktaking)")
                        : null,
                i % 6 == 2 && e == 2 ? new Pending("#" + (i + 1), "https://git.example.com/pulls/" + (i + 1)) : null,
                i % 29 == 3 && e == 2 ? "1.394.0 was verified in staging 5 min ago, 1 h is asked for" : null,
                i % 31 == 4 && e == 1 ? "baking until 14:30 UTC" : null,
                i % 31 == 9 && e == 1 ? "overlays/staging/kustomization.yaml, line 3: no such file" : null);
    }

    private static Health health(int i, int e) {
        return i % 17 == 3 && e == 2 ? Health.UNHEALTHY : i % 5 == 1 && e == 0 ? Health.PROGRESSING : Health.HEALTHY;
    }

    private static ImageRef image(int i, int build) {
        return ImageRef.parse("registry.example.com/shop/app-" + i + ":1." + build + ".0");
    }
}
