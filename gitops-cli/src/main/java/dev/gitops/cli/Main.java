package dev.gitops.cli;

import dev.gitops.cli.command.GitopsCommand;
import dev.gitops.cli.command.KustomizeCommand;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.VersionText;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Where the {@code gitops} command starts. */
public final class Main {

    /** What picocli could make of arguments and no option of ours takes: times have their own converters, and none is of a database. */
    private static final String NO_OPTIONS = "java[.](time|sql)[.].*";

    private Main() {}

    /**
     * Runs the command line and exits with its code.
     *
     * @param arguments the arguments
     */
    public static void main(String[] arguments) {
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(process(arguments, new FileOutputStream(FileDescriptor.out), err));
    }

    /**
     * Runs the command line as a process of its own does: told to stop, it ends in order, and where results are lost, it fails.
     *
     * @param arguments the arguments
     * @param to gets results
     * @param err gets all else
     * @return the exit code
     */
    public static int process(String[] arguments, OutputStream to, PrintStream err) {
        CommonPool.widen();
        Results results = new Results(to);
        PrintStream out = new PrintStream(results, false, StandardCharsets.UTF_8);
        Stop stop = Stop.interrupting(Thread.currentThread());
        int code = isUnreadable(arguments) ? unreadable(err) : ended(arguments, out, err);
        out.flush();
        if (results.lost().isPresent()) {
            err.println("the results could not be written: " + results.lost().get()
                    + "; what was to be done is done, what was printed is not whole");
            code = code == ExitCode.DONE ? ExitCode.FAILED : code;
        }
        err.flush();
        stop.ended();
        return code;
    }

    private static int ended(String[] arguments, PrintStream out, PrintStream err) {
        return isKustomize(arguments)
                ? kustomize(arguments, out, err)
                : isVersion(arguments) ? version(out) : commands(arguments, out, err);
    }

    /** Where the locale is not UTF-8 Java has put this in the place of letters that it does not know there: names and reasons would be kept so for ever. */
    private static boolean isUnreadable(String[] arguments) {
        return !"UTF-8".equals(System.getProperty("sun.jnu.encoding"))
                && Arrays.stream(arguments).anyMatch(argument -> argument.indexOf('\uFFFD') >= 0);
    }

    private static int unreadable(PrintStream err) {
        err.println("the command line has letters that cannot be read in this locale ("
                + System.getProperty("sun.jnu.encoding") + "); set LC_ALL=C.UTF-8");
        return ExitCode.INVALID;
    }

    /** Asked before every build by some, and told before a parser would have started. */
    private static boolean isVersion(String[] arguments) {
        return arguments.length == 1 && (arguments[0].equals("--version") || arguments[0].equals("-V"));
    }

    private static int version(PrintStream out) {
        out.println(VersionText.line());
        return ExitCode.DONE;
    }

    private static int commands(String[] arguments, PrintStream out, PrintStream err) {
        HeadStart.begin();
        System.setProperty("picocli.converters.excludes", NO_OPTIONS);
        PrintWriter results = new PrintWriter(out, false, StandardCharsets.UTF_8);
        PrintWriter all = new PrintWriter(err, true, StandardCharsets.UTF_8);
        int code = GitopsCommand.run(arguments, results, all);
        results.flush();
        all.flush();
        return code;
    }

    /**
     * Runs the command line within this process.
     *
     * @param arguments the arguments
     * @param out gets results
     * @param err gets all else
     * @return the exit code
     */
    public static int run(String[] arguments, PrintWriter out, PrintWriter err) {
        return GitopsCommand.run(arguments, out, err);
    }

    /** A build is over before a command-line parser would have started, so kustomize has its own way in. */
    private static boolean isKustomize(String[] arguments) {
        return arguments.length > 1 && arguments[0].equals("kustomize") && !arguments[1].startsWith("-");
    }

    private static int kustomize(String[] arguments, PrintStream out, PrintStream err) {
        return KustomizeCommand.run(List.of(Arrays.copyOfRange(arguments, 1, arguments.length)), out, err);
    }
}
