package dev.gitops.kustomize.edit;

import dev.gitops.api.GitOpsException;
import dev.gitops.api.InvalidInputException;
import dev.gitops.text.Shown;
import dev.gitops.yaml.YamlPath;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The command line {@code kustomize edit set|add|remove|fix ...}, on the kustomization file of a folder. */
public final class EditCommand {

    private static final String USAGE = """
            Edits the kustomization file in this folder; every byte that the edit is not about stays as it is.

              edit set    image|namespace|nameprefix|namesuffix|replicas|label|annotation|configmap|secret|buildmetadata
              edit add    resource|component|patch|label|annotation|configmap|secret|base|transformer|generator|configuration|buildmetadata
              edit remove resource|component|patch|label|annotation|configmap|secret|transformer|buildmetadata
              edit fix    [--vars]

              edit set image shop=registry.example.com/shop:1.5.0     edit set replicas shop=3
              edit add resource 'apps/*.yaml'                         edit add label team:payments --without-selector
              edit add configmap settings --from-literal=level=info   edit remove patch --path patch.yaml --kind Deployment
            """;

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int INVALID = 2;

    private final Folder folder;
    private final PrintStream out;
    private final PrintStream err;

    private EditCommand(Folder folder, PrintStream out, PrintStream err) {
        this.folder = folder;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs a command.
     *
     * @param arguments what follows {@code edit}
     * @param directory the folder of the kustomization
     * @param out where results go
     * @param err where notices and errors go
     * @return 0 where the edit was made or nothing was to do, 2 where an argument or the file does not allow it
     */
    public static int run(List<String> arguments, Path directory, PrintStream out, PrintStream err) {
        try {
            return new EditCommand(new Folder(directory), out, err).run(arguments);
        } catch (KustomizeEditException | InvalidInputException e) {
            err.println("Error: " + Shown.lines(String.valueOf(e.getMessage())));
            return INVALID;
        } catch (GitOpsException e) {
            err.println("Error: " + Shown.lines(String.valueOf(e.getMessage())));
            return FAILED;
        }
    }

    private int run(List<String> arguments) {
        String verb = arguments.isEmpty() ? "" : arguments.get(0);
        if (verb.isEmpty() || arguments.contains("--help") || arguments.contains("-h")) {
            out.print(USAGE);
            return DONE;
        }
        List<String> rest = arguments.subList(1, arguments.size());
        if (verb.equals("fix")) {
            fix(rest);
            return DONE;
        }
        String noun = rest.isEmpty() ? "" : rest.get(0);
        List<String> words = rest.isEmpty() ? rest : rest.subList(1, rest.size());
        Notices notices = message -> err.println(Shown.lines(message));
        UnaryOperator<KustomizationFile> edit = switch (verb) {
            case "set" -> SetCommands.parse(noun, words);
            case "add" -> new AddCommands(folder, notices).parse(noun, words);
            case "remove" -> RemoveCommands.parse(noun, words);
            default -> throw unknown("edit", verb, "set, add, remove, fix");
        };
        if (edit != null) {
            edit(edit);
        }
        return DONE;
    }

    /** Where what is worth saying goes. */
    interface Notices {
        void say(String message);
    }

    static KustomizeEditException unknown(String command, String word, String known) {
        return new KustomizeEditException(
                "unknown command \"" + word + "\" for \"" + command + "\"; there are: " + known);
    }

    private void edit(UnaryOperator<KustomizationFile> edit) {
        String name = folder.kustomization();
        KustomizationFile before = KustomizationFile.of(name, folder.bytes(name));
        KustomizationFile after = edit.apply(before);
        after.notices().forEach(told -> err.println(Shown.lines(told)));
        write(name, before, after);
    }

    private void write(String name, KustomizationFile before, KustomizationFile after) {
        if (after.yaml() != before.yaml()) {
            folder.write(name, after.withoutEmptyFields().bytes());
        }
    }

    private void fix(List<String> words) {
        Arguments arguments = Arguments.parse(words, Set.of("vars", "stack-trace"), Set.of());
        String name = folder.kustomization();
        KustomizationFile before = KustomizationFile.of(name, folder.bytes(name));
        KustomizationFile fixed = before.fix(folder);
        List<String> moved = new ArrayList<>(
                List.of("patchesJson6902 -> patches", "patchesStrategicMerge -> patches", "commonLabels -> labels"));
        if (arguments.flag("vars")) {
            KustomizationFile.VarsConverted converted = fixed.convertVars(folder);
            converted.files().forEach(folder::write);
            fixed = converted.kustomization();
            moved.add("vars -> replacements");
        }
        write(name, before, fixed);
        out.println("\nFixed fields:\n  " + String.join("\n  ", moved));
        if (!arguments.flag("vars") && fixed.yaml().size(YamlPath.of("vars")) > 0) {
            out.println(
                    "\nTo turn vars into replacements, run fix --vars. It also writes placeholders into the resources that name a variable, so run it in a clean work tree.");
        }
    }
}
