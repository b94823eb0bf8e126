package dev.gitops.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Commits at random, with merges, removals, moved folders, files that become folders, made by the real {@code git fast-import}. */
final class RandomHistory {

    private static final int MOST = 120;

    private final Path remote;
    private final Random random;
    private final List<Commit> main = new ArrayList<>();
    private int marks;

    private record Commit(int mark, Map<String, String> files) {}

    RandomHistory(Path remote, long seed) throws Exception {
        this.remote = remote;
        this.random = new Random(seed);
        git("init", "-q", "--bare", "-b", "main", remote.toString());
        git("-C", remote.toString(), "config", "uploadpack.allowFilter", "true");
        git("-C", remote.toString(), "config", "uploadpack.allowAnySHA1InWant", "true");
    }

    /** Adds commits to main; every now and then one that was made beside it is merged. */
    void grow(int commits) throws Exception {
        StringBuilder stream = new StringBuilder();
        for (int i = 0; i < commits; i++) {
            if (main.isEmpty()) {
                main.add(commit(stream, new TreeMap<>(Map.of("apps/a/dev/x", "0", "README", "0")), List.of()));
                continue;
            }
            Commit tip = main.get(main.size() - 1);
            if (random.nextInt(5) == 0) {
                Commit fork = main.get(Math.max(0, main.size() - 1 - random.nextInt(6)));
                Commit side = fork;
                for (int more = random.nextInt(3); more >= 0; more--) {
                    side = commit(stream, changed(side.files()), List.of(side));
                }
                main.add(commit(stream, merged(tip, fork, side), List.of(tip, side)));
            } else {
                main.add(commit(stream, changed(tip.files()), List.of(tip)));
            }
        }
        importing(stream.append(
                "reset refs/heads/main\nfrom :" + main.get(main.size() - 1).mark() + "\n"));
    }

    /** Moves main back, so that what is added next takes the place of what was there. */
    void rewind(int commits) {
        main.subList(Math.max(1, main.size() - commits), main.size()).clear();
    }

    private static Map<String, String> merged(Commit tip, Commit fork, Commit side) {
        Map<String, String> files = new TreeMap<>(tip.files());
        side.files().forEach((path, content) -> {
            if (!content.equals(fork.files().get(path))) {
                put(files, path, content);
            }
        });
        fork.files().keySet().stream()
                .filter(path -> !side.files().containsKey(path))
                .forEach(files::remove);
        return files;
    }

    private Map<String, String> changed(Map<String, String> before) {
        Map<String, String> files = new TreeMap<>(before);
        for (int changes = random.nextInt(3); changes >= 0; changes--) {
            List<String> paths = List.copyOf(files.keySet());
            switch (random.nextInt(6)) {
                case 0 -> files.remove(paths.get(random.nextInt(paths.size())));
                case 1 -> {
                    String moved = files.remove(paths.get(random.nextInt(paths.size())));
                    put(files, path(), moved);
                }
                case 2 -> put(files, paths.get(random.nextInt(paths.size())), "0");
                default -> put(files, path(), Integer.toString(random.nextInt(50)));
            }
            files.putIfAbsent("README", "0");
        }
        return files;
    }

    /** What a file stands in the way of is a folder now, and the other way round. */
    private static void put(Map<String, String> files, String path, String content) {
        files.keySet().removeIf(other -> other.startsWith(path + "/") || path.startsWith(other + "/"));
        files.put(path, content);
    }

    String path() {
        String[] parts = {"apps", "a", "b", "a-b", "a.b", "ab", "dev", "x"};
        StringBuilder path = new StringBuilder(random.nextInt(8) == 0 ? "bases" : "apps");
        for (int deeper = random.nextInt(4); deeper >= 0; deeper--) {
            path.append('/').append(parts[random.nextInt(parts.length)]);
        }
        return path.toString();
    }

    private Commit commit(StringBuilder stream, Map<String, String> files, List<Commit> parents) {
        Commit commit = new Commit(++marks, files);
        stream.append("commit refs/heads/wip\nmark :").append(commit.mark());
        stream.append("\ncommitter t <t@example.com> ").append(1_700_000_000 + marks * 10L);
        stream.append(" +0000\ndata <<E\ncommit ").append(marks).append("\nE\n");
        for (int i = 0; i < parents.size(); i++) {
            stream.append(i == 0 ? "from :" : "merge :")
                    .append(parents.get(i).mark())
                    .append('\n');
        }
        stream.append("deleteall\n");
        files.forEach((path, content) -> stream.append("M 100644 inline ")
                .append(path)
                .append("\ndata <<E\n")
                .append(content)
                .append("\nE\n"));
        return commit;
    }

    private void importing(CharSequence stream) throws Exception {
        Path marksFile = remote.resolve("marks-of-the-test");
        Process process = new ProcessBuilder(
                        "git",
                        "-C",
                        remote.toString(),
                        "fast-import",
                        "--quiet",
                        "--force",
                        "--import-marks-if-exists=" + marksFile,
                        "--export-marks=" + marksFile)
                .redirectErrorStream(true)
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(stream.toString().getBytes(UTF_8));
        }
        finish(process);
    }

    /** What git prints, by lines. */
    static List<String> git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return finish(new ProcessBuilder(command).start());
    }

    private static List<String> finish(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(out + new String(process.getErrorStream().readAllBytes(), UTF_8));
        }
        return out.lines().toList();
    }

    /** The commits that touched paths, as git finds them. */
    List<String> log(String from, int limit, List<String> paths) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("-C", remote.toString(), "log", "--format=%H", "--max-count=" + limit, from, "--"));
        arguments.addAll(paths);
        return git(arguments.toArray(String[]::new));
    }

    /** The states of main's own that changed files below paths, each with those, as git finds them; {@code since} may be empty. */
    List<Map.Entry<String, Set<String>>> steps(String since, List<String> paths) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("-C", remote.toString(), "log", "--first-parent", "--diff-merges=first-parent"));
        arguments.addAll(List.of("--format=commit %H", "--name-only", "--no-renames"));
        arguments.addAll(List.of("main", "--"));
        arguments.addAll(paths);
        List<Map.Entry<String, Set<String>>> steps = new ArrayList<>();
        for (String line : git(arguments.toArray(String[]::new))) {
            if (line.startsWith("commit ")) {
                steps.add(Map.entry(line.substring("commit ".length()), new TreeSet<>()));
            } else if (!line.isEmpty()) {
                steps.get(steps.size() - 1).getValue().add(line);
            }
        }
        Set<String> wanted = Set.copyOf(
                line(since)); // asked for paths and a range at once, git leaves out a merge at the range's end
        steps.removeIf(step -> !wanted.contains(step.getKey()));
        return steps;
    }

    /** The states of main's own that a commit does not have, newest first; of all where that is empty. */
    List<String> line(String since) throws Exception {
        String range = since.isEmpty() ? "main" : since + "..main";
        return git("-C", remote.toString(), "rev-list", "--first-parent", range);
    }

    /** A commit at random of all there are on main, or that were merged to it. */
    String any() throws Exception {
        List<String> all = git("-C", remote.toString(), "log", "--format=%H", "main");
        return all.get(random.nextInt(all.size()));
    }

    /** The newest commit that touched each file and folder there ever was on a branch, as git finds it. */
    Map<String, String> newest(String from) throws Exception {
        Set<String> paths = new TreeSet<>();
        for (String file : git("-C", remote.toString(), "log", "--format=", "--name-only", "--no-renames", from)) {
            for (int end = file.length(); end > 0; end = file.lastIndexOf('/', end - 1)) {
                paths.add(file.substring(0, end));
            }
        }
        Map<String, String> newest = new TreeMap<>();
        for (String path : List.copyOf(paths).subList(0, Math.min(paths.size(), MOST))) {
            log(from, 1, List.of(path)).forEach(commit -> newest.put(path, commit));
        }
        return newest;
    }

    /** The ids of all files and folders at a commit, as git lists them. */
    Map<String, String> tree(String commit) throws Exception {
        Map<String, String> ids = new TreeMap<>();
        for (String line : git("-C", remote.toString(), "ls-tree", "-r", "-t", commit)) {
            ids.put(line.substring(line.indexOf('\t') + 1), line.split("\\s+")[2]);
        }
        return ids;
    }
}
