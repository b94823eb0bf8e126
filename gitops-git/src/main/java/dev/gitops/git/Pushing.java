package dev.gitops.git;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.PushConnection;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.Transport;
import org.jspecify.annotations.Nullable;

/** An open connection to push on, once. The tips are those that the remote told when it was opened. */
final class Pushing implements AutoCloseable {

    private final Remote remote;
    private final CacheRepository repository;
    private final Transport transport;
    private final PushConnection connection;

    Pushing(Remote remote, CacheRepository repository, Transport transport, PushConnection connection) {
        this.remote = remote;
        this.repository = repository;
        this.transport = transport;
        this.connection = connection;
    }

    /**
     * What became of a push.
     *
     * @param words the host's own, where it did not take it; null where it did
     */
    record Verdict(@Nullable String words) {

        private static final Pattern LOCK =
                Pattern.compile("\\block\\b|failed to update ref|LOCK_FAILURE", Pattern.CASE_INSENSITIVE);

        static final Verdict PUSHED = new Verdict(null);
        static final Verdict LOST = new Verdict("");

        boolean isPushed() {
            return words == null;
        }

        boolean isRefused() {
            return words != null && !words.isEmpty();
        }

        /** Whether another push may have been at work on the ref at that very moment. */
        boolean mentionsLock() {
            return words != null && LOCK.matcher(words).find();
        }

        /** The host's own words. */
        String text() {
            return words == null ? "" : words;
        }
    }

    @Nullable
    ObjectId tip(String ref) {
        Ref advertised = connection.getRef(ref);
        return advertised == null ? null : advertised.getObjectId();
    }

    /**
     * Moves a ref of the remote, if it is still where it was seen.
     *
     * @param ref the full ref
     * @param seen where it was; null where it is to be made
     * @param now where it is to be; null where it is to be deleted
     * @param trees the trees that the remote does not have, and those of its own that they are compared to
     */
    Verdict push(String ref, @Nullable ObjectId seen, @Nullable ObjectId now, Set<ObjectId> trees) {
        RemoteRefUpdate update;
        try {
            update = new RemoteRefUpdate(repository, null, orZero(now), ref, true, null, orZero(seen));
            repository.narrow(trees, () -> connection.push(NullProgressMonitor.INSTANCE, Map.of(ref, update)));
        } catch (TransportException e) {
            String words = String.valueOf(e.getMessage());
            if (words.contains("unpack")) {
                return new Verdict(words(words));
            }
            throw remote.failure("push to", e);
        } catch (IOException e) {
            throw remote.failure("push to", e);
        }
        if (update.getStatus() == RemoteRefUpdate.Status.OK) {
            return Verdict.PUSHED;
        }
        String message = update.getMessage();
        return new Verdict(words(message == null ? update.getStatus().name() : message));
    }

    private String words(String message) {
        String messages = connection.getMessages().strip();
        return remote.redact(
                messages.isEmpty() || messages.contains(message)
                        ? (messages.isEmpty() ? message : messages)
                        : message + "\n" + messages);
    }

    private static ObjectId orZero(@Nullable ObjectId id) {
        return id == null ? ObjectId.zeroId() : id;
    }

    @Override
    public void close() {
        connection.close();
        transport.close();
    }
}
