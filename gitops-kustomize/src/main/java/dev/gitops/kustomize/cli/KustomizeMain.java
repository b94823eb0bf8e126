package dev.gitops.kustomize.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Runs {@code build DIR} as a program of its own. */
public final class KustomizeMain {

    private KustomizeMain() {}

    /**
     * The program.
     *
     * @param args {@code build}, then kustomize's own arguments
     */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int code = BuildCommand.run(args, Path.of(""), out, err);
        out.flush();
        Runtime.getRuntime().halt(code);
    }
}
