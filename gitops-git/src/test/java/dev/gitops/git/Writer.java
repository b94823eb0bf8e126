package dev.gitops.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gitops.repository.CommitInfo.Trailer;
import dev.gitops.repository.CommitMessage;
import dev.gitops.repository.Intent;
import dev.gitops.repository.PushResult;
import dev.gitops.spi.FileEdit;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Writers for tests, in threads of this process or as a process of their own. */
final class Writer {

    private Writer() {}

    /** Numbers of a process: url, cache, first writer, how many, same or own, the progress message to die at or none. */
    public static void main(String[] arguments) throws Exception {
        int first = Integer.parseInt(arguments[2]);
        int count = Integer.parseInt(arguments[3]);
        boolean same = arguments[4].equals("same");
        String deadly = arguments[5];
        if (deadly.equals("asking")) {
            try (ConfigRepository repository = ConfigRepository.open(
                    options(arguments[0], Path.of(arguments[1])).build())) {
                repository.commit("main", tip -> {
                    Runtime.getRuntime().halt(9);
                    return new Intent.Stop<>("dead");
                });
            }
        }
        try (ConfigRepository repository = ConfigRepository.open(options(arguments[0], Path.of(arguments[1]))
                .progress(message -> {
                    if (message.contains(deadly)) {
                        Runtime.getRuntime().halt(9);
                    }
                })
                .build())) {
            write(repository, first, count, same);
        }
        Runtime.getRuntime().exit(0);
    }

    static ImmutableRepositoryOptions.Builder options(String url, Path cache) {
        return RepositoryOptions.builder().url(url).cacheFolder(cache).environment(Map.of());
    }

    /** Each writer, all at once, adds itself to a file of its own or to the same one. */
    static void write(ConfigRepository repository, int first, int count, boolean same) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Callable<PushResult<String>>> writers = new ArrayList<>();
            for (int i = first; i < first + count; i++) {
                int number = i;
                writers.add(() -> repository.commit("main", same ? adding(number) : setting(number)));
            }
            for (Future<PushResult<String>> result : threads.invokeAll(writers)) {
                if (!(result.get() instanceof PushResult.Pushed<String>)) {
                    throw new IllegalStateException("not pushed: " + result.get());
                }
            }
        } finally {
            threads.shutdown();
        }
    }

    static Intent<String> setting(int number) {
        return tip -> new Intent.Commit<>(
                List.of(new FileEdit("apps/app" + number + "/dev.yaml", ("writer: " + number + "\n").getBytes(UTF_8))),
                message("set " + number));
    }

    /** Adds a line to a file that all write; stops where the line is there. */
    static Intent<String> adding(int number) {
        return tip -> {
            Optional<byte[]> before = tip.read("apps/all.txt");
            String text = before.map(bytes -> new String(bytes, UTF_8)).orElse("");
            String line = "writer " + number + "\n";
            if (text.contains(line)) {
                return new Intent.Stop<>("there");
            }
            return new Intent.Commit<>(
                    List.of(new FileEdit("apps/all.txt", (text + line).getBytes(UTF_8))), message("add " + number));
        };
    }

    static CommitMessage message(String subject) {
        return new CommitMessage(
                "Alice <alice@example.com>",
                Instant.parse("2026-11-22T10:00:00Z"),
                subject,
                "",
                List.of(new Trailer("GitOps-App", "shop")));
    }

    /** A process that runs {@link #main}. */
    static Process start(String url, Path cache, int first, int count, boolean same, String deadly) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        url,
                        cache.toString(),
                        Integer.toString(first),
                        Integer.toString(count),
                        same ? "same" : "own",
                        deadly)
                .inheritIO()
                .start();
    }
}
