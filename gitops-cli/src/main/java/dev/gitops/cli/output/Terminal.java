package dev.gitops.cli.output;

import dev.gitops.api.Settings;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What people see the output on.
 *
 * @param attended whether somebody looks at it as it comes: a terminal, and no build server behind it
 * @param width how many columns a line has; 0 for as many as it takes
 * @param colour whether colours are wanted
 */
public record Terminal(boolean attended, int width, boolean colour) {

    /** A file or another program, which gets everything and no colours. */
    public static final Terminal NONE = new Terminal(false, 0, false);

    private static final int NARROWEST = 20;
    private static final long PATIENCE_SECONDS = 1;

    /**
     * What the variables say of it: {@code COLUMNS}, {@code NO_COLOR}, {@code TERM}, {@code CI}, {@code JENKINS_URL}.
     *
     * @param settings the variables
     * @param console whether the process has a console
     * @return the terminal
     */
    public static Terminal of(Settings settings, boolean console) {
        boolean dumb =
                settings.variable("TERM").map(name -> name.equals("dumb")).orElse(true);
        return new Terminal(
                isAttended(settings, console),
                settings.variable("COLUMNS")
                        .flatMap(Terminal::number)
                        .or(() -> console ? asked() : Optional.empty())
                        .filter(columns -> columns >= NARROWEST)
                        .orElse(0),
                console && !dumb && settings.variable("NO_COLOR").isEmpty());
    }

    /**
     * Whether somebody looks at the output as it comes.
     *
     * @param settings the variables
     * @param console whether the process has a console
     * @return true on a terminal that no build server keeps
     */
    public static boolean isAttended(Settings settings, boolean console) {
        return console
                && settings.variable("CI").isEmpty()
                && settings.variable("JENKINS_URL").isEmpty();
    }

    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.valueOf(text));
        } catch (NumberFormatException written) {
            return Optional.empty();
        }
    }

    /** Shells know how wide they are and seldom tell their children; the terminal itself does. */
    private static Optional<Integer> asked() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            boolean answered = stty.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && stty.exitValue() == 0;
            return answered ? number(said.substring(said.indexOf(' ') + 1)) : Optional.empty();
        } catch (IOException noSuchProgram) {
            return Optional.empty();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
