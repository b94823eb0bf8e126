package dev.gitops.cli.command.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.Inventory;
import dev.gitops.api.Settings;
import dev.gitops.audit.proof.Anchor;
import dev.gitops.audit.proof.AuditKey;
import dev.gitops.audit.proof.Checkpoint;
import dev.gitops.audit.proof.TrailProofs;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Json;
import dev.gitops.engine.AuditTrail;
import dev.gitops.spi.AuditStore.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gitops audit checkpoint}. */
@Command(
        name = "checkpoint",
        description =
                "Verifies the trail, then signs how many records it has and which, and prints that. Keep it outside.")
public final class AuditCheckpointCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "The private key that signs, Ed25519 in PEM (default: GITOPS_AUDIT_KEY).")
    private @Nullable Path keyFile;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the checkpoint to this file too.")
    private @Nullable Path out;

    @Option(
            names = "--anchor",
            paramLabel = "URL",
            description =
                    "Check against the newest checkpoint in this repository, and keep the new one there as a signed tag.")
    private @Nullable String anchor;

    /** For picocli. */
    public AuditCheckpointCommand() {}

    @Override
    public Integer call() throws IOException {
        Settings settings = common.settings();
        try (AuditTrail trail = AuditTrail.open(Inventory.load(common.inventoryFile(settings)), settings)) {
            Optional<AuditKey> key =
                    keyFile == null ? AuditKey.of(settings.environment()) : Optional.of(AuditKey.read(keyFile));
            TrailProofs proofs = new TrailProofs(trail.store(), key);
            Optional<Anchor> kept =
                    Optional.ofNullable(anchor).map(url -> new Anchor(url, settings.environment(), settings.clock()));
            List<Checkpoint> outside = kept.flatMap(there -> there.newest(proofs.origin())).stream()
                    .toList();
            Verification found = proofs.verify(outside);
            if (!found.valid()) {
                common.print(AuditVerifyCommand.json(found), AuditVerifyCommand.text(found));
                return ExitCode.FAILED;
            }
            Checkpoint checkpoint = proofs.checkpoint();
            ObjectNode json = Json.object()
                    .put("origin", checkpoint.origin())
                    .put("records", checkpoint.size())
                    .put("root", Base64.getEncoder().encodeToString(checkpoint.root()))
                    .put("checkpoint", checkpoint.note());
            if (out != null) {
                Files.writeString(out, checkpoint.note());
                json.put("file", out.toString());
            }
            kept.ifPresent(there -> json.put("tag", there.keep(checkpoint, key.orElseThrow())));
            common.print(json, checkpoint.note());
            return ExitCode.DONE;
        }
    }
}
