package dev.gitops.cli;

import dev.gitops.cli.command.GitopsCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Where the {@code gitops} command starts. */
public final class Main {

    private Main() {}

    /**
     * Runs the command line and exits with its code.
     *
     * @param arguments the arguments
     */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int code = run(arguments, out, err);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /**
     * Runs the command line.
     *
     * @param arguments the arguments
     * @param out gets results
     * @param err gets all else
     * @return the exit code
     */
    public static int run(String[] arguments, PrintWriter out, PrintWriter err) {
        return GitopsCommand.run(arguments, out, err);
    }
}
