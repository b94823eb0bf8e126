package dev.gitops.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.transport.BasePackPushConnection;

/** The conversation with a {@code git receive-pack} that was started for it. */
final class ReceivePack extends BasePackPushConnection {

    private static final int LONGEST_WORDS = 8_192;
    private static final long PATIENCE = 60;

    private final Process process;
    private final CompletableFuture<String> complaints;

    private ReceivePack(LocalTransport transport, Process process) {
        super(transport);
        this.process = process;
        this.complaints =
                CompletableFuture.supplyAsync(() -> read(process.getErrorStream()), ReceivePack::inBackground);
        init(process.getInputStream(), process.getOutputStream());
    }

    static ReceivePack open(LocalTransport transport, Process process) throws TransportException {
        ReceivePack connection = new ReceivePack(transport, process);
        try {
            connection.readAdvertisedRefs();
            return connection;
        } catch (TransportException e) {
            connection.close();
            throw e;
        }
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "git receive-pack, standard error");
        thread.setDaemon(true);
        thread.start();
    }

    /** Reads all, so that the program never waits, and keeps the beginning. */
    private static String read(InputStream stream) {
        try (stream) {
            byte[] words = stream.readNBytes(LONGEST_WORDS);
            stream.skip(Long.MAX_VALUE);
            return new String(words, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    protected TransportException noRepository(Throwable cause) {
        String words =
                complaints.completeOnTimeout("", 1, TimeUnit.SECONDS).join().strip();
        String message = words.isEmpty() ? "git receive-pack ended without a word" : words;
        return words.contains("does not appear to be a git repository")
                ? new NoRemoteRepositoryException(uri, message)
                : new TransportException(uri, message, cause);
    }

    /** Waits for hooks that come after the push and for housekeeping. Where they take very long they go on by themselves. */
    @Override
    public void close() {
        super.close();
        try {
            process.getOutputStream().close();
            process.waitFor(PATIENCE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // It has ended already, and cannot be told so.
        }
    }
}
