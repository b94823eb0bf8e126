package dev.gitops.cli.demo;

import java.io.PrintWriter;

/** Runs the {@code gitops} command within this process. */
@FunctionalInterface
public interface Shell {

    /**
     * Runs one command line.
     *
     * @param arguments the arguments, the sub-command first
     * @param out gets results
     * @param err gets all else
     * @return the exit code
     */
    int run(String[] arguments, PrintWriter out, PrintWriter err);
}
