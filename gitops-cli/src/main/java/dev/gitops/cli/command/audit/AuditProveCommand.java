package dev.gitops.cli.command.audit;

import dev.gitops.api.Inventory;
import dev.gitops.api.Settings;
import dev.gitops.audit.proof.Checkpoint;
import dev.gitops.audit.proof.ProofJson;
import dev.gitops.audit.proof.TrailProofs;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Json;
import dev.gitops.engine.AuditTrail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gitops audit prove}. */
@Command(
        name = "prove",
        description = {
            "Prints a proof that others can check offline: that a record is in the trail, or (--since) that the trail begins with an older one.",
            "It is checked by gitops audit verify --proof, and by check_proof.py without the SDK."
        })
public final class AuditProveCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(index = "0", arity = "0..1", paramLabel = "RECORD", description = "The record's id.")
    private @Nullable String record;

    @Option(
            names = "--since",
            paramLabel = "CHECKPOINT",
            description = "An older checkpoint: its file, or its number of records where the store has noted it.")
    private @Nullable String since;

    @Option(
            names = "--checkpoint",
            paramLabel = "CHECKPOINT",
            description =
                    "The checkpoint to prove against: a file or a number (default: the newest that the store has noted).")
    private @Nullable String checkpoint;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the proof to this file instead of printing it.")
    private @Nullable Path out;

    /** For picocli. */
    public AuditProveCommand() {}

    @Override
    public Integer call() throws IOException {
        Settings settings = common.settings();
        if ((record == null) == (since == null)) {
            throw Arguments.refuse(
                    "RECORD", record, "say what to prove", "give a record's id, or --since an older checkpoint");
        }
        try (AuditTrail trail = AuditTrail.open(Inventory.load(common.inventoryFile(settings)), settings)) {
            TrailProofs proofs = new TrailProofs(trail.store(), Optional.empty());
            Checkpoint newer = checkpoint == null ? newest(proofs) : checkpoint("--checkpoint", checkpoint, proofs);
            String proof = since == null
                    ? proofs.inclusion(String.valueOf(record), newer)
                    : proofs.consistency(checkpoint("--since", since, proofs), newer);
            if (out == null) {
                common.print(proof);
            } else {
                Files.writeString(out, proof);
                String statement = ProofJson.statement(proof);
                common.print(
                        Json.object().put("file", out.toString()).put("proves", statement),
                        out + " proves: " + statement);
            }
            return ExitCode.DONE;
        }
    }

    private static Checkpoint newest(TrailProofs proofs) {
        return proofs.lastCheckpoint()
                .orElseThrow(() -> Arguments.refuse(
                        "--checkpoint",
                        null,
                        "the store has no checkpoint yet",
                        "sign one with gitops audit checkpoint"));
    }

    private static Checkpoint checkpoint(String option, String text, TrailProofs proofs) throws IOException {
        if (text.matches("[0-9]{1,18}")) {
            return proofs.checkpointOf(Long.parseLong(text))
                    .orElseThrow(() -> Arguments.refuse(
                            option, text, "the store has noted no checkpoint of so many records", "give its file"));
        }
        return Checkpoint.parse(Files.readString(Path.of(text)));
    }
}
