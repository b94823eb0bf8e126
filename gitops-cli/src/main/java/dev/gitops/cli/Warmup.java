package dev.gitops.cli;

import java.io.PrintWriter;
import java.io.Writer;

/** Goes through the usual commands once, so that a class-data archive made at its exit holds what they load. */
public final class Warmup {

    private Warmup() {}

    /**
     * Runs the commands, without a trace.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Main.run(new String[] {"--version"}, nowhere, nowhere);
        Main.run(new String[] {"status", "-o", "json", "--inventory", "no-such-inventory.yaml"}, nowhere, nowhere);
    }
}
