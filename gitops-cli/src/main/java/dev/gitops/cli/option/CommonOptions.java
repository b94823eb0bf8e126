package dev.gitops.cli.option;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.GitOps;
import dev.gitops.api.ImmutableSettings;
import dev.gitops.api.Inventory;
import dev.gitops.api.Settings;
import dev.gitops.cli.output.Json;
import dev.gitops.cli.output.Screen;
import dev.gitops.cli.output.Table;
import dev.gitops.cli.output.Terminal;
import dev.gitops.text.Shown;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every command, and what they stand for. They may stand before the sub-command too; what stands nearer to its end wins. */
public final class CommonOptions {

    /** The mixin's name in every command: that of the field. */
    private static final String NAME = "common";

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
        csv,
        /** A comment of a change request, where a command has one. */
        markdown,
        /** A page, where a command has one. */
        html
    }

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    private @Nullable Screen screen;
    private boolean telling;

    @Option(
            names = "--inventory",
            paramLabel = "FILE",
            description = "The inventory (default: GITOPS_INVENTORY, else apps.yaml here or in a folder above).")
    private @Nullable Path inventory;

    @Option(
            names = "--inventory-home",
            paramLabel = "REPOSITORY#BRANCH:PATH",
            description =
                    "Where the inventory is kept whose rules hold (default: GITOPS_INVENTORY_HOME, else its key home, else the config repository).")
    private @Nullable String home;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "How results are printed: ${COMPLETION-CANDIDATES} (default: text).")
    private @Nullable Format format;

    @Option(
            names = "--actor",
            paramLabel = "NAME",
            description = "Who asks (default: GITOPS_ACTOR, BUILD_USER, else who Git knows here).")
    private @Nullable String actor;

    @Option(
            names = {"-v", "--verbose"},
            description = "Tell what happens, on standard error.")
    private boolean verbose;

    /** For picocli. */
    public CommonOptions() {}

    /**
     * Lets a command that has sub-commands take these options in front of them.
     *
     * @param command the command; one that has the options already stays as it is
     */
    public static void before(CommandSpec command) {
        if (!command.mixins().containsKey(NAME)) {
            command.addMixin(NAME, CommandSpec.forAnnotatedObject(new CommonOptions()));
        }
        ReasonOption.before(command);
    }

    /**
     * The options of a command.
     *
     * @param command the command
     * @return its options; empty where it has none of these
     */
    public static Optional<CommonOptions> of(CommandSpec command) {
        return Optional.ofNullable(command.mixins().get(NAME))
                .map(CommandSpec::userObject)
                .filter(CommonOptions.class::isInstance)
                .map(CommonOptions.class::cast);
    }

    /** {@return the environment's settings with what the command line says of them} */
    public Settings settings() {
        Settings environment = Settings.fromEnvironment();
        ImmutableSettings.Builder settings = Settings.builder().from(environment);
        given(options -> options.actor).ifPresent(name -> settings.actor(Arguments.line("--actor", name)));
        if (telling || verbose()) {
            settings.progress(this::tell);
        } else if (showsProgress(environment)) {
            settings.progress(text -> screen().show(text));
        }
        given(options -> options.home)
                .ifPresent(place ->
                        settings.putEnvironment("GITOPS_INVENTORY_HOME", Arguments.line("--inventory-home", place)));
        return settings.build();
    }

    /** Where a person looks on, unless the variable says otherwise. */
    private static boolean showsProgress(Settings environment) {
        return environment
                .variable("GITOPS_PROGRESS")
                .map("line"::equals)
                .orElseGet(() -> Terminal.isAttended(environment, System.console() != null));
    }

    /** From now on what happens is told in lines, as with {@code -v}: somebody waits for it. */
    public void telling() {
        telling = true;
    }

    /**
     * Where the inventory is.
     *
     * @param settings the variables
     * @return the file of the command line, of the environment, or {@code apps.yaml} here or in a folder above
     */
    public Path inventoryFile(Settings settings) {
        return given(options -> options.inventory)
                .or(() -> settings.variable("GITOPS_INVENTORY").map(Path::of))
                .orElseGet(CommonOptions::upward);
    }

    /** As Git finds a repository: here, else in a folder above, but not beyond the repository that this is. */
    private static Path upward() {
        Path usual = Path.of(DEFAULT_INVENTORY);
        for (Path folder = usual.toAbsolutePath().getParent(); folder != null; folder = folder.getParent()) {
            Path file = folder.resolve(DEFAULT_INVENTORY);
            if (Files.isRegularFile(file)) {
                return folder.equals(usual.toAbsolutePath().getParent()) ? usual : file;
            }
            if (Files.exists(folder.resolve(".git"))) {
                break;
            }
        }
        return usual;
    }

    /** {@return the inventory} */
    public Inventory inventory() {
        return Inventory.load(inventoryFile(settings()));
    }

    /**
     * The inventory as far as one application needs it.
     *
     * @param app the application's name
     * @return that part of it; the whole where none has that name
     */
    public Inventory inventory(String app) {
        return Inventory.load(inventoryFile(settings()), app);
    }

    /** {@return everything the inventory describes; close it at the end} */
    public GitOps open() {
        Settings settings = settings();
        return GitOps.open(Inventory.load(inventoryFile(settings)), settings);
    }

    /**
     * The inventory as far as one application needs it, opened.
     *
     * @param app the application's name
     * @return what that part of the inventory describes; close it at the end
     */
    public GitOps open(String app) {
        Settings settings = settings();
        return GitOps.open(Inventory.load(inventoryFile(settings), app), settings);
    }

    /** {@return whether what happens is told on standard error} */
    public boolean verbose() {
        return given(options -> options.verbose ? true : null).isPresent();
    }

    /** {@return whether one JSON document is wanted} */
    public boolean json() {
        return form() == Format.json;
    }

    /** {@return whether comma-separated values are wanted} */
    public boolean csv() {
        return form() == Format.csv;
    }

    /** {@return whether results are printed for people} */
    public boolean isForPeople() {
        return form() == Format.text || form() == Format.table;
    }

    /** {@return how results are printed} */
    public String format() {
        return form().name();
    }

    /**
     * Whether a command does not print in the format that is wanted.
     *
     * @param command the command
     * @return true if it has to be refused
     */
    public boolean lacksFormat(Object command) {
        return switch (form()) {
            case text, json, table -> false;
            default ->
                !(command instanceof HasFormats others) || !others.formats().contains(form());
        };
    }

    private Format form() {
        return given(options -> options.format).orElse(Format.text);
    }

    /** What was given to the command itself, else to the nearest command before it. */
    private <T> Optional<T> given(Function<CommonOptions, @Nullable T> option) {
        @Nullable T own = option.apply(this);
        for (CommandSpec above = commandSpec().parent(); own == null && above != null; above = above.parent()) {
            own = of(above).map(option).orElse(null);
        }
        return Optional.ofNullable(own);
    }

    /** Prints a result: the document for programs, the text for people. */
    public void print(JsonNode document, String text) {
        print(json() ? Json.text(document) : Shown.lines(text));
    }

    /** Prints rows: the document or comma-separated values for programs, columns for people. */
    public void print(Supplier<? extends JsonNode> document, Table table) {
        switch (form()) {
            case json -> print(Json.text(document.get()));
            case csv -> print(table.csv());
            default -> print(table.text(terminal()));
        }
    }

    /** {@return what people see results on} */
    public Terminal terminal() {
        return Terminal.of(Settings.fromEnvironment(), System.console() != null);
    }

    /** Prints data on standard output as they are, such as manifests; an empty text prints nothing. */
    public void print(String text) {
        screen().print(text);
    }

    /** Tells people something that is no result, on standard error. */
    public void tell(String text) {
        screen().tell(text);
    }

    /** Takes away what was shown of long work. */
    public void clear() {
        if (screen != null) {
            screen.clear();
        }
    }

    private Screen screen() {
        if (screen == null) {
            CommandLine line = commandSpec().commandLine();
            int width = Settings.fromEnvironment()
                    .variable("COLUMNS")
                    .filter(columns -> columns.matches("[1-9][0-9]{1,3}"))
                    .map(Integer::valueOf)
                    .orElse(0);
            screen = new Screen(line.getOut(), line.getErr(), width);
        }
        return screen;
    }

    private CommandSpec commandSpec() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the command");
        }
        return spec;
    }
}
