package dev.gitops.cli.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** A command's help, as wide as the terminal and broken between words alone: {@code apps.yaml} stays one. */
public final class HelpText {

    /** So wide that the parser breaks nothing. */
    private static final int ENDLESS = 4000;

    private static final int USUAL = 80;
    private static final int WIDEST = 120;
    private static final Pattern ESCAPES = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final Pattern COLUMNS = Pattern.compile("^(\\s*\\S.*?\\s{2,})\\S.*$");
    private static final Pattern USAGE = Pattern.compile("^(Usage: [a-z ]+ )\\S.*$");

    private HelpText() {}

    /**
     * Prints the help of a command.
     *
     * @param command the command
     * @param terminal what it is seen on
     * @param out gets the help
     */
    public static void print(CommandLine command, Terminal terminal, PrintWriter out) {
        out.print(of(command, terminal));
        out.flush();
    }

    /**
     * The help of a command.
     *
     * @param command the command
     * @param terminal what it is seen on
     * @return the lines, each ended
     */
    public static String of(CommandLine command, Terminal terminal) {
        int width = terminal.width() == 0 ? USUAL : Math.min(WIDEST, terminal.width());
        int before = command.getUsageHelpWidth();
        command.setUsageHelpWidth(ENDLESS);
        String endless = command.getUsageMessage(terminal.colour() ? Ansi.ON : Ansi.OFF);
        command.setUsageHelpWidth(before);
        StringBuilder help = new StringBuilder();
        endless.lines()
                .flatMap(line -> broken(line, width).stream())
                .forEach(line -> help.append(line).append('\n'));
        return help.toString();
    }

    private static List<String> broken(String line, int width) {
        if (shown(line) <= width) {
            return List.of(line.stripTrailing());
        }
        String indent = " ".repeat(indent(line));
        List<String> lines = new ArrayList<>();
        StringBuilder now = new StringBuilder();
        for (String word : line.split("(?<=\\S) (?=\\S)")) {
            if (now.length() > 0 && shown(now.toString()) + 1 + shown(word) > width) {
                lines.add(now.toString().stripTrailing());
                now = new StringBuilder(indent).append(word);
            } else {
                now.append(now.length() == 0 ? "" : " ").append(word);
            }
        }
        lines.add(now.toString().stripTrailing());
        return lines;
    }

    /** What goes on in the next line stands below what it belongs to. */
    private static int indent(String line) {
        String plain = ESCAPES.matcher(line).replaceAll("");
        for (Pattern pattern : List.of(USAGE, COLUMNS)) {
            Matcher matcher = pattern.matcher(plain);
            if (matcher.matches()) {
                return matcher.end(1);
            }
        }
        return plain.length() - plain.stripLeading().length();
    }

    private static int shown(String text) {
        return DisplayWidth.of(ESCAPES.matcher(text).replaceAll(""));
    }
}
