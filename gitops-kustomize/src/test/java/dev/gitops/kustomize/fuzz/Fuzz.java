package dev.gitops.kustomize.fuzz;

import dev.gitops.kustomize.BuildOptions;
import dev.gitops.kustomize.Kustomize;
import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.files.DiskFileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Builds a random tree with the kustomize that the environment names and with this module. */
final class Fuzz {

    /** What one of the two gave: text, or an error. */
    record Answer(boolean failed, String text) {}

    private Fuzz() {}

    /** The program: what {@code KUSTOMIZE} names, or the one on the path. */
    private static String program() {
        return System.getenv().getOrDefault("KUSTOMIZE", "kustomize");
    }

    /** Its version; empty where there is none. */
    static String version() {
        try {
            Process process = new ProcessBuilder(program(), "version")
                    .redirectErrorStream(true)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(10, TimeUnit.SECONDS);
            return text.strip();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    static String write(long seed, Path directory) {
        RandomTree tree = new RandomTree(seed);
        Map<String, String> files = tree.files();
        files.forEach((path, text) -> {
            try {
                Path file = directory.resolve(path);
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return tree.top();
    }

    static Answer theirs(Path root) throws IOException, InterruptedException {
        Path out = Files.createTempFile("theirs", ".yaml");
        Path err = Files.createTempFile("theirs", ".err");
        Process process = new ProcessBuilder(program(), "build", root.toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        int code = process.waitFor();
        Answer answer = new Answer(code != 0, Files.readString(code == 0 ? out : err));
        Files.delete(out);
        Files.delete(err);
        return answer;
    }

    static Answer ours(Path root) {
        try {
            Kustomize kustomize = Kustomize.once(BuildOptions.DEFAULTS);
            return new Answer(
                    false,
                    kustomize.build(DiskFileTree.get(), DiskFileTree.path(root)).text());
        } catch (KustomizeException e) {
            return new Answer(true, String.valueOf(e.getMessage()));
        }
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
