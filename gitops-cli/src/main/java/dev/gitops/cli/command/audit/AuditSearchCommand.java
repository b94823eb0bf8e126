package dev.gitops.cli.command.audit;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.Inventory;
import dev.gitops.api.Settings;
import dev.gitops.audit.SearchOutput;
import dev.gitops.audit.WhatRan;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.option.HasColumns;
import dev.gitops.cli.option.RecordOptions;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.RecordTable;
import dev.gitops.engine.AuditTrail;
import dev.gitops.spi.AuditStore;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gitops audit search}. */
@Command(name = "search", description = "Finds deployment records, newest first; with --at, what ran then.")
public final class AuditSearchCommand implements Callable<Integer>, HasColumns {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private RecordOptions filter = new RecordOptions();

    @Option(
            names = "--at",
            paramLabel = "T",
            description = "What ran at this time: each last verified deployment before it.")
    private @Nullable String at;

    @Option(names = "--limit", paramLabel = "N", description = "How many at the most (default: ${DEFAULT-VALUE}).")
    private int limit = 50;

    @Option(names = "--offset", paramLabel = "N", description = "How many of the newest to pass over.")
    private int offset;

    /** For picocli. */
    public AuditSearchCommand() {}

    @Override
    public Integer call() {
        Settings settings = common.settings();
        try (AuditTrail trail = AuditTrail.open(Inventory.load(common.inventoryFile(settings)), settings)) {
            AuditStore.Page page = page(trail.store());
            if (common.csv()) {
                common.print(SearchOutput.csv(page));
            } else {
                Instant now = settings.clock().instant();
                common.print(() -> SearchOutput.json(page), RecordTable.of(page.records(), now));
            }
            if (!common.json() && page.total() > page.records().size()) {
                common.tell(
                        page.records().size() + " of " + page.total() + " records; --limit and --offset show others");
            }
            return ExitCode.DONE;
        }
    }

    private AuditStore.Page page(AuditStore store) {
        if (at == null) {
            return store.search(filter.query()
                    .limit(Arguments.atLeast(1, "--limit", limit))
                    .offset(Arguments.atLeast(0, "--offset", offset))
                    .build());
        }
        List<DeploymentRecord> ran = WhatRan.at(store, filter.query().build(), RecordOptions.since("--at", at));
        return new AuditStore.Page(ran.size(), ran);
    }
}
