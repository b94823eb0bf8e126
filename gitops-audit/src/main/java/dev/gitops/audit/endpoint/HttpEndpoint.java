package dev.gitops.audit.endpoint;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.audit.proof.Sealing;
import dev.gitops.network.Network;
import dev.gitops.record.RecordJson;
import dev.gitops.spi.AuditStore;
import dev.gitops.spi.RecordEndpoint;
import dev.gitops.spi.RecordEndpointProvider;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Delivers at least once and, within an application and environment, in order: the next record goes only when the one before is acknowledged.
 */
final class HttpEndpoint implements RecordEndpoint {

    private static final Duration REPLAY_BUDGET = Duration.ofMinutes(30);
    private static final int NOTE_BATCH = 500;

    private final AuditStore store;
    private final Spool spool;
    private final Sealing sealing;
    private final Sender sender;
    private final String notes;
    private final Duration sendBudget;

    HttpEndpoint(URI address, RecordEndpointProvider.Context context, Duration sendBudget) {
        this.sendBudget = sendBudget;
        this.store = context.store();
        String name = hash(address.toString());
        this.spool = new Spool(context.cache().resolve("audit-spool").resolve(name));
        this.sealing = Sealing.of(context.environment());
        this.notes = "acknowledged-" + name;
        Optional<String> token = Optional.ofNullable(context.environment().get("GITOPS_AUDIT_TOKEN"))
                .filter(value -> !value.isBlank());
        this.sender = new Sender(
                new Post(address, token, Network.of(context.environment())), "the audit endpoint " + address.getHost());
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    @Override
    public Delivered send(DeploymentRecord record) {
        spool.add(sealing.seal(record));
        long waiting = spool.streams().values().stream().mapToLong(List::size).sum();
        return spool.alone(this::drain, new Delivered(0, waiting, 0, "another process is sending"));
    }

    private Delivered drain() {
        Tally tally = new Tally(this::note);
        Sender.Budget budget = sender.budget(sendBudget);
        for (List<Path> stream : spool.streams().values()) {
            boolean open = true;
            for (Path file : stream) {
                Post.Result result = open ? budget.send(Spool.idOf(file), spool.read(file)) : Sender.NOT_TRIED;
                open = result.answer() != Post.Answer.LATER;
                tally.count(Spool.idOf(file), result);
                if (open) {
                    spool.remove(file);
                }
            }
        }
        return tally.result();
    }

    /** What the store has and the notes do not, in the order of the trail; it does not look into the spool, so that a record of a living spool may arrive twice. */
    @Override
    public Delivered replay() {
        Set<String> acknowledged = store.notes(notes);
        Tally tally = new Tally(this::note);
        Sender.Budget budget = sender.budget(REPLAY_BUDGET);
        Set<String> closed = new HashSet<>();
        store.read(0, (index, json) -> {
            DeploymentRecord record = RecordJson.read(json);
            if (!acknowledged.contains(record.id())) {
                String stream = record.app() + "." + record.environment();
                Post.Result result = closed.contains(stream) ? Sender.NOT_TRIED : budget.send(record.id(), json);
                if (result.answer() == Post.Answer.LATER) {
                    closed.add(stream);
                }
                tally.count(record.id(), result);
            }
            return true;
        });
        Delivered delivered = tally.result();
        if (delivered.waiting() == 0 && delivered.refused() == 0) {
            spool.alone(
                    () -> {
                        Set<String> now = store.notes(notes);
                        for (Map.Entry<String, List<Path>> stream :
                                spool.streams().entrySet()) {
                            stream.getValue().stream()
                                    .filter(file -> now.contains(Spool.idOf(file)))
                                    .forEach(spool::remove);
                        }
                        return delivered;
                    },
                    delivered);
        }
        return delivered;
    }

    private void note(List<String> ids) {
        store.note(notes, ids);
    }

    /** Counts answers and notes what was acknowledged, many ids at a time. */
    private static final class Tally {
        private final Consumer<List<String>> noting;
        private final List<String> fresh = new ArrayList<>();
        private long acknowledged;
        private long waiting;
        private long refused;
        private String problem = "";

        Tally(Consumer<List<String>> noting) {
            this.noting = noting;
        }

        void count(String id, Post.Result result) {
            switch (result.answer()) {
                case ACKNOWLEDGED -> {
                    acknowledged++;
                    fresh.add(id);
                }
                case LATER -> waiting++;
                default -> refused++;
            }
            if (result.answer() != Post.Answer.ACKNOWLEDGED && problem.isEmpty()) {
                problem = result.why();
            }
            if (fresh.size() >= NOTE_BATCH) {
                flush();
            }
        }

        private void flush() {
            if (!fresh.isEmpty()) {
                noting.accept(List.copyOf(fresh));
                fresh.clear();
            }
        }

        Delivered result() {
            flush();
            return new Delivered(acknowledged, waiting, refused, problem);
        }
    }

    @Override
    public void close() {
        // The HTTP client ends with its last reference; the spool holds nothing open.
    }
}
