package dev.gitops.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.Inventory;
import dev.gitops.api.Settings;
import dev.gitops.audit.proof.Anchor;
import dev.gitops.audit.proof.AuditKey;
import dev.gitops.audit.proof.Checkpoint;
import dev.gitops.audit.proof.TrailProofs;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Json;
import dev.gitops.engine.AuditTrail;
import dev.gitops.spi.AuditStore.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gitops audit verify}. */
@Command(name = "verify", description = "Checks that no record was altered, removed, reordered or inserted.")
public final class AuditVerifyCommand implements Callable<Integer> {

    @Mixin
    private Common common = new Common();

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "A signed checkpoint that was kept outside; one option each.")
    private List<Path> checkpoints = List.of();

    @Option(names = "--anchor", paramLabel = "URL", description = "A repository in which checkpoints were anchored.")
    private @Nullable String anchor;

    @Option(
            names = "--sign",
            description =
                    "Sign a checkpoint of the trail as it is (GITOPS_AUDIT_KEY), print it, and keep it at --anchor.")
    private boolean sign;

    /** For picocli. */
    public AuditVerifyCommand() {}

    @Override
    public Integer call() throws IOException {
        Settings settings = common.settings();
        try (AuditTrail trail = AuditTrail.open(Inventory.load(common.inventoryFile(settings)), settings)) {
            Optional<AuditKey> key = AuditKey.of(settings.environment());
            TrailProofs proofs = new TrailProofs(trail.store(), key);
            Verification found = proofs.verify(outside(proofs, settings));
            ObjectNode json = Json.object().put("valid", found.valid()).put("records", found.records());
            String text = found.valid()
                    ? found.records() + " records, all as they were written"
                    : "TAMPERED: " + found.firstProblem();
            if (!found.valid()) {
                json.put("firstProblem", found.firstProblem());
            } else if (sign) {
                Checkpoint checkpoint = proofs.checkpoint();
                if (anchor != null) {
                    new Anchor(anchor, settings.environment(), settings.clock()).keep(checkpoint, key.orElseThrow());
                }
                json.put("checkpoint", checkpoint.toString());
                text += "\n" + checkpoint;
            }
            common.print(json, text);
            return found.valid() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    private List<Checkpoint> outside(TrailProofs proofs, Settings settings) throws IOException {
        List<Checkpoint> outside = new ArrayList<>();
        for (Path file : checkpoints) {
            outside.add(Checkpoint.parse(Files.readString(file)));
        }
        if (anchor != null) {
            new Anchor(anchor, settings.environment(), settings.clock())
                    .newest(proofs.origin())
                    .ifPresent(outside::add);
        }
        return outside;
    }
}
