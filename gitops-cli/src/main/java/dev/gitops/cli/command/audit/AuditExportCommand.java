package dev.gitops.cli.command.audit;

import dev.gitops.api.Inventory;
import dev.gitops.api.Settings;
import dev.gitops.audit.export.Export;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.option.RecordOptions;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.engine.AuditTrail;
import dev.gitops.record.RecordMatcher;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gitops audit export}. */
@Command(name = "export", description = "Writes records in another program's format, oldest first.")
public final class AuditExportCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private RecordOptions filter = new RecordOptions();

    @Option(names = "--format", paramLabel = "FORMAT", required = true, description = "cdevents, otel, intoto or csv.")
    private String format = "";

    /** For picocli. */
    public AuditExportCommand() {}

    @Override
    public Integer call() throws IOException {
        Export export = Export.ofWord(format)
                .orElseThrow(() -> Arguments.refuse(
                        "--format", format, "is no format", "there are cdevents, otel, intoto and csv"));
        Settings settings = common.settings();
        try (AuditTrail trail = AuditTrail.open(Inventory.load(common.inventoryFile(settings)), settings)) {
            var out = Objects.requireNonNull(spec).commandLine().getOut();
            export.write(trail.store(), RecordMatcher.of(filter.query().build()), out);
            out.flush();
            return ExitCode.DONE;
        }
    }
}
