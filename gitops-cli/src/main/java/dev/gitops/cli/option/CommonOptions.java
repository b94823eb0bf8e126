package dev.gitops.cli.option;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.GitOps;
import dev.gitops.api.ImmutableSettings;
import dev.gitops.api.Inventory;
import dev.gitops.api.Pipeline.ChangeStage;
import dev.gitops.api.Settings;
import dev.gitops.cli.output.Json;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every command, and what they stand for. */
public final class CommonOptions {

    private static final String DEFAULT_INVENTORY = "apps.yaml";

    /** How results are printed. */
    public enum Format {
        /** For people. */
        text,
        /** One document, for programs. */
        json,
        /** Columns for people, where a command has them. */
        table,
        /** Comma-separated values, where a command has them. */
        csv
    }

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--inventory",
            paramLabel = "FILE",
            description = "The inventory (default: GITOPS_INVENTORY, else apps.yaml here).")
    private @Nullable Path inventory;

    @Option(
            names = "--inventory-home",
            paramLabel = "REPOSITORY#BRANCH:PATH",
            description = "Where the inventory is kept whose rules hold (default: GITOPS_INVENTORY_HOME, else its key home, else the config repository).")
    private @Nullable String home;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "How results are printed: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.text;

    @Option(
            names = "--actor",
            paramLabel = "NAME",
            description = "Who asks (default: GITOPS_ACTOR, BUILD_USER, else the system's user).")
    private @Nullable String actor;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it stands in the commit and in the record.")
    private @Nullable String reason;

    @Option(
            names = {"-v", "--verbose"},
            description = "Tell what happens, on standard error.")
    private boolean verbose;

    /** For picocli. */
    public CommonOptions() {}

    /** {@return the environment's settings with what the command line says of them} */
    public Settings settings() {
        Settings environment = Settings.fromEnvironment();
        ImmutableSettings.Builder settings = Settings.builder().from(environment);
        if (actor != null) {
            settings.actor(Arguments.line("--actor", actor));
        }
        if (verbose) {
            settings.progress(this::tell);
        }
        if (home != null) {
            settings.putEnvironment("GITOPS_INVENTORY_HOME", Arguments.line("--inventory-home", home));
        }
        return settings.build();
    }

    /**
     * Where the inventory is.
     *
     * @param settings the variables
     * @return the file of the command line, of the environment, or the usual one
     */
    public Path inventoryFile(Settings settings) {
        if (inventory != null) {
            return inventory;
        }
        return settings.variable("GITOPS_INVENTORY").map(Path::of).orElse(Path.of(DEFAULT_INVENTORY));
    }

    /** {@return the inventory} */
    public Inventory inventory() {
        return Inventory.load(inventoryFile(settings()));
    }

    /** {@return everything the inventory describes; close it at the end} */
    public GitOps open() {
        Settings settings = settings();
        return GitOps.open(Inventory.load(inventoryFile(settings)), settings);
    }

    /**
     * A change with the reason of the command line, where one was given.
     *
     * @param stage the change
     * @return the change with its reason
     */
    public ChangeStage withReason(ChangeStage stage) {
        return reason().map(stage::because).orElse(stage);
    }

    /** {@return why, in one line} */
    public Optional<String> reason() {
        return Optional.ofNullable(reason).map(text -> Arguments.line("--reason", text));
    }

    /** {@return whether what happens is told on standard error} */
    public boolean verbose() {
        return verbose;
    }

    /** {@return whether one JSON document is wanted} */
    public boolean json() {
        return format == Format.json;
    }

    /** The format's word. */
    public String format() {
        return format.name();
    }

    /** Prints a result: the document for programs, the text for people. */
    public void print(JsonNode document, String text) {
        print(json() ? Json.text(document) : text);
    }

    /** Prints lines on standard output; an empty text prints nothing. */
    public void print(String text) {
        if (!text.isEmpty()) {
            commandSpec().commandLine().getOut().print(text.endsWith("\n") ? text : text + "\n");
            commandSpec().commandLine().getOut().flush();
        }
    }

    /** Tells people something that is no result, on standard error. */
    public void tell(String text) {
        commandSpec().commandLine().getErr().println(text);
        commandSpec().commandLine().getErr().flush();
    }

    private CommandSpec commandSpec() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the command");
        }
        return spec;
    }
}
