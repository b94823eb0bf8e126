package dev.gitops.jobdsl.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The workspace of a build on an agent where {@code gitops} is a stub: it notes how it was called and answers what the test says. */
final class Workspace {

    /** How a shell step ended. */
    record Ran(int code, String output, String errors) {}

    /** A call of the command: its arguments, and the variables that secrets are in. */
    record Called(List<String> arguments, Map<String, String> environment) {}

    private static final String STUB = """
            #!/bin/sh
            n=$(ls "$STUB/calls" | wc -l)
            call="$STUB/calls/$n"
            mkdir "$call"
            for argument in "$@"; do printf '%s\\000' "$argument"; done > "$call/arguments"
            env -0 > "$call/environment"
            # The command refuses what it does not know; so does this.
            refuse() { echo "Unknown option: '$1' of gitops $2" >&2; exit 2; }
            options=$(sed -n 's/^gitops: //p' "$STUB/commands")
            words=
            name=
            skip=
            for argument in "$@"; do
                if [ -n "$skip" ]; then skip=; continue; fi
                case "$argument" in
                    -*)
                        option=${argument%%=*}
                        case " $options" in
                            *" $option= "*) [ "$option" = "$argument" ] && skip=1 ;;
                            *" $option "*) [ "$option" = "$argument" ] || refuse "$argument" "$words" ;;
                            *) refuse "$argument" "$words" ;;
                        esac
                        ;;
                    *)
                        if grep -q "^${words:+$words }$argument: " "$STUB/commands" 2>/dev/null; then
                            words="${words:+$words }$argument"
                            options=$(grep "^$words: " "$STUB/commands" | sed 's/^[^:]*: //')
                        fi
                        ;;
                esac
            done
            [ -n "$words" ] || refuse "$*" ""
            name=$(echo "$words" | tr ' ' '-')
            case " $* " in *" --dry-run "*) name="$name-plan";; esac
            case " $* " in *" --wait "*) name="$name-wait";; esac
            if [ -f "$STUB/answers/$name" ]; then cat "$STUB/answers/$name"; fi
            if [ -f "$STUB/answers/$name.code" ]; then exit "$(cat "$STUB/answers/$name.code")"; fi
            """;

    private final Path folder;
    private final Path stub;
    private final Deque<Object> inputs = new ArrayDeque<>();
    private final Map<String, String> checkedOut = new HashMap<>();
    private final Map<String, String> more = new TreeMap<>();
    private final Set<String> missing = new TreeSet<>();
    private final Map<String, Object> ended = new HashMap<>();
    private @Nullable Path inventory;

    Workspace(Path base) {
        try {
            folder = Files.createDirectories(base.resolve("work space"));
            stub = Files.createDirectories(base.resolve("stub"));
            Files.createDirectories(stub.resolve("calls"));
            Files.createDirectories(stub.resolve("answers"));
            Files.createDirectories(stub.resolve("bin"));
            try (var known = Workspace.class.getResourceAsStream("/dev/gitops/jobdsl/commands.txt")) {
                Files.write(
                        stub.resolve("commands"),
                        Objects.requireNonNull(known, "commands.txt").readAllBytes());
            }
            Path command = Files.writeString(stub.resolve("bin/gitops"), STUB);
            Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes a real command instead of the stub, and an inventory that a checkout brings. */
    Workspace real(Path jar, Path inventoryFile) {
        put(
                stub.resolve("bin/gitops"),
                "#!/bin/sh\nexec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar '" + jar + "' \"$@\"\n");
        inventory = inventoryFile;
        return this;
    }

    /** Puts another command on the path. */
    Workspace command(String name, String script) {
        Path command = stub.resolve("bin").resolve(name);
        put(command, script);
        try {
            Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Workspace answers(String command, String json) {
        return answers(command, json, 0);
    }

    Workspace answers(String command, String json, int code) {
        put(stub.resolve("answers").resolve(command), json);
        put(stub.resolve("answers").resolve(command + ".code"), Integer.toString(code));
        return this;
    }

    Workspace input(Object answer) {
        inputs.add(answer);
        return this;
    }

    Workspace checkoutGives(String variable, String value) {
        checkedOut.put(variable, value);
        return this;
    }

    /** A credential that is in no store. */
    Workspace without(String credential) {
        missing.add(credential);
        return this;
    }

    boolean lacks(String credential) {
        return missing.contains(credential);
    }

    /** How a build that is waited for ends. */
    Workspace ends(String job, Build how) {
        ended.put(job, how);
        return this;
    }

    Workspace variable(String name, String value) {
        more.put(name, value);
        return this;
    }

    Path folder() {
        return folder;
    }

    List<Called> calls() {
        try (Stream<Path> calls = Files.list(stub.resolve("calls"))) {
            return calls.sorted(java.util.Comparator.comparingInt(
                            call -> Integer.parseInt(call.getFileName().toString())))
                    .map(Workspace::called)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Called call(String command) {
        return calls().stream()
                .filter(call -> String.join(" ", call.arguments()).startsWith(command))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new AssertionError("no call of " + command + " in " + calls()));
    }

    Map<String, String> environment() {
        Map<String, String> variables = new TreeMap<>();
        variables.put("PATH", stub.resolve("bin") + ":" + System.getenv("PATH"));
        variables.put("HOME", folder.toString());
        variables.put("STUB", stub.toString());
        variables.put("BUILD_URL", "https://jenkins.example.com/job/x/7/");
        variables.putAll(more);
        return variables;
    }

    String secret(String id, String variable) {
        return "secret of " + id + " in " + variable;
    }

    Object checkout(Object what) {
        if (inventory != null) {
            try {
                Files.copy(inventory, folder.resolve("apps.yaml"), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new HashMap<>(checkedOut);
    }

    boolean exists(String file) {
        return Files.exists(folder.resolve(file));
    }

    String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String file, String text) {
        put(folder.resolve(file), text);
    }

    Object answerTo(Map<?, ?> question, Build build) {
        if (build.isOvertaken()) {
            throw new Aborted("Superseded", "NOT_BUILT");
        }
        if (inputs.isEmpty()) {
            throw new Aborted("nobody answered: " + question.get("message"));
        }
        return inputs.remove();
    }

    Object started(Map<?, ?> what) {
        return ended.getOrDefault(
                String.valueOf(what.get("job")),
                new Build(String.valueOf(what.get("job"))).described("verified c0ffee"));
    }

    Ran shell(String text, Map<String, String> environment) {
        try {
            Path script = Files.writeString(stub.resolve("step.sh"), text);
            ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-xe", script.toString()).directory(folder.toFile());
            shell.environment().clear();
            shell.environment().putAll(environment);
            shell.redirectOutput(stub.resolve("out").toFile())
                    .redirectError(stub.resolve("err").toFile());
            int code = shell.start().waitFor();
            return new Ran(code, Files.readString(stub.resolve("out")), Files.readString(stub.resolve("err")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Called called(Path call) {
        try {
            Map<String, String> environment = new TreeMap<>();
            for (String variable : parts(Files.readString(call.resolve("environment")))) {
                String[] both = variable.split("=", 2);
                environment.put(both[0], both[1]);
            }
            return new Called(parts(Files.readString(call.resolve("arguments"))), environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>(List.of(text.split("\0", -1)));
        parts.remove(parts.size() - 1);
        return parts;
    }

    private static void put(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
