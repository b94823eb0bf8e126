package dev.gitops.cli.pages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plays the {@code console} blocks of a page: runs what stands behind {@code $} with the real command and Git, in one folder, and gives back the blocks as they would be with what was said. Progress,
 * which goes to standard error, is only said where a command failed.
 */
final class PlayedPage {

    private static final Pattern BLOCK = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ID = Pattern.compile("\\b[0-9a-f]{12}(?:[0-9a-f]{28})?\\b");
    private static final Pattern AGE = Pattern.compile("\\b(?:now|\\d+[smh] ago)\\b");
    /** Columns are as wide as what stands in them. */
    private static final Pattern GAP = Pattern.compile("(?<=\\S) {2,}");

    private static final long MINUTES = 5;

    private final Path folder;
    private final Path home;
    private final Path bin;
    private Path at;

    private PlayedPage(Path folder) throws IOException {
        this.home = Files.createDirectories(folder.resolve("home"));
        this.bin = Files.createDirectories(folder.resolve("bin"));
        this.folder = Files.createDirectories(folder.resolve("tour"));
        this.at = this.folder;
    }

    /**
     * What a page shows, and what was said when it was played.
     *
     * @param shown the commands and their output as they stand there
     * @param said the same with the output that there was
     */
    record Step(String shown, String said) {}

    static List<Step> play(String page, Path folder) throws IOException, InterruptedException {
        PlayedPage played = new PlayedPage(folder);
        played.prepare();
        List<Step> steps = new ArrayList<>();
        Matcher block = BLOCK.matcher(page);
        while (block.find()) {
            for (String part : block.group(1).split("(?m)^(?=\\$ )")) {
                if (part.startsWith("$ ")) {
                    String command = part.substring(2, part.indexOf('\n'));
                    String said = "$ " + command + "\n" + played.run(command);
                    steps.add(new Step(narrow(part), narrow(played.elided(part, said))));
                }
            }
        }
        return steps;
    }

    private void prepare() throws IOException {
        Files.writeString(home.resolve(".gitconfig"), """
                [user]
                    name = Alice
                    email = alice@example.com
                """);
        Path command = Files.writeString(bin.resolve("gitops"), """
                #!/bin/sh
                exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' dev.gitops.cli.Main "$@"
                """.formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"), System.getProperty("java.class.path")));
        if (!command.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + command + " executable");
        }
    }

    private String run(String command) throws IOException, InterruptedException {
        Path where = home.resolve("where");
        Path told = home.resolve("told");
        ProcessBuilder shell = new ProcessBuilder(
                        "sh",
                        "-c",
                        "{ " + command + "\n} 2>'" + told + "' || { cat '" + told
                                + "'; echo \"exit code $?\"; }; pwd > '" + where + "'")
                .directory(at.toFile())
                .redirectErrorStream(true);
        Map<String, String> environment = shell.environment();
        environment
                .keySet()
                .removeIf(name -> name.startsWith("GIT") || name.startsWith("BUILD") || name.equals("COLUMNS"));
        environment.put("HOME", home.toString());
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GITOPS_CACHE", home.resolve("cache").toString());
        environment.put("PATH", bin + ":" + environment.get("PATH"));
        environment.remove("XDG_CONFIG_HOME");
        Process process = shell.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        at = Path.of(Files.readString(where).strip());
        return said;
    }

    /** Ids and times as the page has them where both have one, the folder by its name there, and a line of three dots for what stands in its place. */
    private String elided(String shown, String said) {
        String like = said.replace(folder.toString(), "/home/alice/tour");
        like = like(AGE, like(ID, like, shown), shown);
        List<String> lines = new ArrayList<>(like.lines().toList());
        List<String> expected = shown.lines().toList();
        int dots = expected.indexOf("...");
        int after = expected.size() - dots - 1;
        if (dots >= 0 && lines.size() > dots + after) {
            lines.subList(dots, lines.size() - after).clear();
            lines.add(dots, "...");
        }
        return String.join("\n", lines) + "\n";
    }

    private static String narrow(String text) {
        return GAP.matcher(text).replaceAll("  ");
    }

    private static String like(Pattern pattern, String said, String shown) {
        Matcher theirs = pattern.matcher(shown);
        return pattern.matcher(said)
                .replaceAll(ours -> Matcher.quoteReplacement(theirs.find() ? theirs.group() : ours.group()));
    }
}
