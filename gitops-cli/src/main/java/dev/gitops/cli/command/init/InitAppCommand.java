package dev.gitops.cli.command.init;

import dev.gitops.api.Inventory;
import dev.gitops.cli.init.NewApp;
import dev.gitops.cli.init.Scaffold;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.FilesOutput;
import dev.gitops.yaml.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gitops init app}. */
@Command(
        name = "app",
        description = "Adds an application to the inventory, with a base and an overlay an environment beside it.")
public final class InitAppCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "NAME", description = "The application's name.")
    private @Nullable String name;

    @Option(
            names = "--image",
            paramLabel = "REPOSITORY",
            description = "Its image, without tag (default: NAME beside the first application's image).")
    private @Nullable String image;

    @Option(names = "--team", paramLabel = "TEAM", description = "A team of the inventory.")
    private @Nullable String team;

    @Option(names = "--source", paramLabel = "URL", description = "The repository of its source.")
    private @Nullable String source;

    @Option(
            names = "--jenkinsfile",
            paramLabel = "DIR",
            description = "Write the Jenkinsfile that builds it to this folder, a clone of its source.")
    private @Nullable Path jenkinsfile;

    /** For picocli. */
    public InitAppCommand() {}

    @Override
    public Integer call() {
        Inventory inventory = common.inventory();
        String wanted = NewApp.name(Objects.requireNonNull(name));
        NewApp app = new NewApp(
                wanted,
                Arguments.image(image == null ? besides(inventory, wanted) : image),
                Optional.ofNullable(team),
                Optional.ofNullable(source));
        YamlFile changed = app.inventory(inventory);
        Scaffold manifests = new Scaffold(inventory.home());
        app.manifests(manifests, List.copyOf(inventory.environments().values()));
        List<Path> files = new ArrayList<>();
        if (jenkinsfile != null) {
            files.addAll(app.jenkinsfile(jenkinsfile, inventory).write());
        }
        files.addAll(manifests.write());
        write(inventory.file(), changed);
        files.add(inventory.file());
        FilesOutput written = new FilesOutput(files);
        common.print(
                written.json(),
                written.text() + "next: open a change request with them; `gitops check` tells what is missing");
        return ExitCode.DONE;
    }

    private static String besides(Inventory inventory, String name) {
        String first = inventory.apps().values().stream()
                .findFirst()
                .map(app -> app.images().get(0).repository())
                .orElse("registry.example.com/team/app");
        return first.substring(0, first.lastIndexOf('/') + 1) + name;
    }

    private static void write(Path file, YamlFile content) {
        try {
            Files.write(file, content.bytes());
        } catch (IOException unwritable) {
            throw Arguments.refuse(
                    "--inventory", file.toString(), "cannot be written: " + unwritable, "check its rights");
        }
    }
}
