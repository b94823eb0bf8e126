package dev.gitops.cli.command;

import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.inventory.InventoryLoader;
import dev.gitops.inventory.InventorySchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gitops schema}. */
@Command(
        name = "schema",
        description = "Prints the inventory's JSON Schema, for editors.",
        footer = {
            "",
            "Example:  gitops schema > apps.schema.json",
            "          and as the first line of apps.yaml:  # yaml-language-server: $schema=apps.schema.json"
        })
public final class SchemaCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    /** For picocli. */
    public SchemaCommand() {}

    @Override
    public Integer call() {
        common.print(InventorySchema.of(InventoryLoader.providers()));
        return ExitCode.DONE;
    }
}
