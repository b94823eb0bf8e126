package dev.gitops.cli.demo;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs the real commands, and shows what a person would type and see. */
final class DemoShell {

    private final Shell commands;
    private final DemoWorld world;
    private final PrintWriter out;
    private int surprises;

    DemoShell(Shell commands, DemoWorld world, PrintWriter out) {
        this.commands = commands;
        this.world = world;
        this.out = out;
    }

    /** Runs a command that should end with a code. */
    void run(int expected, String... words) {
        out.println("  $ gitops " + Stream.of(words).map(DemoShell::quoted).collect(Collectors.joining(" ")));
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.add("--inventory");
        arguments.add(world.inventory().toString());
        StringWriter said = new StringWriter();
        PrintWriter both = new PrintWriter(said);
        int code = commands.run(arguments.toArray(String[]::new), both, both);
        both.flush();
        said.toString().lines().forEach(line -> out.println("    " + line));
        if (code != 0) {
            out.println("    (exit code " + code + ")");
        }
        if (code != expected) {
            surprises++;
            out.println("    the demo expected exit code " + expected);
        }
        out.flush();
    }

    private static String quoted(String word) {
        return word.indexOf(' ') < 0 ? word : "'" + word + "'";
    }

    /** How many commands ended otherwise than the story says. */
    int surprises() {
        return surprises;
    }
}
