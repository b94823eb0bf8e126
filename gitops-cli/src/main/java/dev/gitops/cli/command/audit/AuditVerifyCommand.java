package dev.gitops.cli.command.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.Inventory;
import dev.gitops.api.Settings;
import dev.gitops.audit.proof.Anchor;
import dev.gitops.audit.proof.AuditKey;
import dev.gitops.audit.proof.Checkpoint;
import dev.gitops.audit.proof.ProofJson;
import dev.gitops.audit.proof.TrailProofs;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.CommonOptions;
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
@Command(
        name = "verify",
        description =
                "Checks that no record was altered, removed, reordered or inserted; with --proof, a proof by itself.")
public final class AuditVerifyCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "A signed checkpoint that was kept outside; one option each.")
    private List<Path> checkpoints = List.of();

    @Option(names = "--anchor", paramLabel = "URL", description = "A repository in which checkpoints were anchored.")
    private @Nullable String anchor;

    @Option(
            names = "--proof",
            paramLabel = "FILE",
            description = "Check this proof instead, by itself: neither store nor inventory is needed.")
    private @Nullable Path proof;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description =
                    "The public key of the checkpoints (default: GITOPS_AUDIT_KEY, else GITOPS_AUDIT_PUBLIC_KEY).")
    private @Nullable Path keyFile;

    /** For picocli. */
    public AuditVerifyCommand() {}

    @Override
    public Integer call() throws IOException {
        Settings settings = common.settings();
        Optional<AuditKey> key =
                keyFile == null ? AuditKey.of(settings.environment()) : Optional.of(AuditKey.read(keyFile));
        if (proof != null) {
            return verify(
                    Files.readString(proof),
                    key.orElseThrow(() -> Arguments.refuse(
                            "--key",
                            null,
                            "a proof is checked with the public key of its checkpoint",
                            "give its file, or set GITOPS_AUDIT_PUBLIC_KEY")));
        }
        try (AuditTrail trail = AuditTrail.open(Inventory.load(common.inventoryFile(settings)), settings)) {
            TrailProofs proofs = new TrailProofs(trail.store(), key);
            Verification found = proofs.verify(outside(proofs, settings));
            common.print(json(found), text(found));
            return found.valid() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    private int verify(String document, AuditKey key) {
        boolean valid = ProofJson.check(document, key);
        String statement = ProofJson.statement(document);
        common.print(
                Json.object().put("valid", valid).put("proves", statement),
                (valid ? "proven: " : "NOT PROVEN: ") + statement);
        return valid ? ExitCode.DONE : ExitCode.FAILED;
    }

    static ObjectNode json(Verification found) {
        ObjectNode json = Json.object().put("valid", found.valid()).put("records", found.records());
        return found.valid() ? json : json.put("firstProblem", found.firstProblem());
    }

    static String text(Verification found) {
        return found.valid()
                ? found.records() + " records, all as they were written"
                : "TAMPERED: " + found.firstProblem();
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
