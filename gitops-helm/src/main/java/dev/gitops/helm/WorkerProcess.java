package dev.gitops.helm;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One process that renders charts, as the one that started it sees it. Not for several threads at once. */
final class WorkerProcess implements AutoCloseable {

    private static final int LONGEST_WORDS = 4_096;
    private static final long PAGE = 4_096;

    private final Process process;
    private final Path home;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final CompletableFuture<String> complaints;

    WorkerProcess(Process process, Path home) {
        this.process = process;
        this.home = home;
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
        this.out = new DataOutputStream(process.getOutputStream());
        this.complaints = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()), WorkerProcess::aside);
    }

    private static void aside(Runnable work) {
        Thread thread = new Thread(work, "helm, standard error");
        thread.setDaemon(true);
        thread.start();
    }

    /** Reads all, so that the process never waits, and keeps the beginning. */
    private static String read(InputStream stream) {
        try (stream) {
            byte[] words = stream.readNBytes(LONGEST_WORDS);
            stream.skip(Long.MAX_VALUE);
            return new String(words, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** What the process says next. */
    RenderAnswer hear() throws IOException {
        return RenderAnswer.read(in);
    }

    void ask(RenderRequest request) throws IOException {
        request.write(out);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The memory that the process has taken, in megabytes; 0 where the system does not tell. */
    long megabytes() {
        try {
            String[] pages = Files.readString(Path.of("/proc", Long.toString(process.pid()), "statm"))
                    .split(" ");
            return Long.parseLong(pages[1]) * PAGE >> 20;
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException unknown) {
            return 0;
        }
    }

    /** How a process that is no more ended, in words. */
    String end() {
        String words = complaints.completeOnTimeout("", 1, TimeUnit.SECONDS).join();
        Optional<String> fatal = words.lines()
                .filter(line -> line.contains("fatal error") || line.contains("panic:") || line.contains("rror"))
                .findFirst();
        try {
            process.waitFor(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String code = process.isAlive() ? "" : " with code " + process.exitValue();
        return "it ended" + code + fatal.map(line -> ": " + line.strip()).orElse("");
    }

    /** Ends the process, whatever it does. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
        Workspace.delete(home);
    }
}
