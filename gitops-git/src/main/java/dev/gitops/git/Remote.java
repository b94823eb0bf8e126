package dev.gitops.git;

import dev.gitops.api.CancelledException;
import dev.gitops.deadline.Deadline;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.RemoteRepositoryException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdRef;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.FilterSpec;
import org.eclipse.jgit.transport.PackLock;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.WantNotValidException;
import org.jspecify.annotations.Nullable;

/** The other end: what it has, fetching from it, pushing to it. Failures come as {@link GitException}s. */
final class Remote {

    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://\\S+");
    /** How the library for ssh calls what it waited for. */
    private static final Pattern OF_MINA = Pattern.compile("^\\w+Future\\[[^\\]]*\\]: Failed \\(\\w+\\) to execute: ");

    private static final Pattern REFUSED = Pattern.compile("\\b40[13]\\b");

    private final RemoteUrl url;
    private final RepositoryOptions options;
    private final Credentials credentials;
    private final String filter;
    private volatile boolean filters = true;

    Remote(RemoteUrl url, RepositoryOptions options, LoginRules logins, String filter) {
        this.url = url;
        this.options = options;
        this.credentials = new Credentials(url, logins, options.cacheFolder());
        this.filter = filter;
    }

    RemoteUrl url() {
        return url;
    }

    /** The commits of the refs that begin with a prefix, by full ref. */
    Map<String, ObjectId> refs(FileRepository repository, String prefix) {
        if (url.isLocal()) {
            return localRefs(prefix);
        }
        try (Transport transport = open(repository);
                FetchConnection connection = transport.openFetch(
                        List.of(new RefSpec(prefix + (prefix.endsWith("/") ? "*:refs/none/*" : ":refs/none"))),
                        prefix)) {
            Map<String, ObjectId> refs = new TreeMap<>();
            for (Ref ref : connection.getRefs()) {
                if (ref.getName().startsWith(prefix) && ref.getObjectId() != null) {
                    refs.put(ref.getName(), ref.getObjectId());
                }
            }
            return refs;
        } catch (IOException e) {
            throw failure("list branches of", e);
        }
    }

    private Map<String, ObjectId> localRefs(String prefix) {
        try {
            return LocalRemote.refs(url, prefix);
        } catch (IOException e) {
            throw failure("list branches of", e);
        }
    }

    /** Fetches objects by id with the history down to a depth; 0 for what the repository's depth is now. */
    void fetch(FileRepository repository, Collection<ObjectId> wants, int depth) {
        try {
            fetch(repository, wants, depth, filters && !url.isLocal());
        } catch (IOException e) {
            if (filters && mentions(e, "filter")) {
                filters = false;
                fetchUnfiltered(repository, wants, depth);
                return;
            }
            throw failure("fetch from", e);
        }
    }

    private void fetchUnfiltered(FileRepository repository, Collection<ObjectId> wants, int depth) {
        try {
            fetch(repository, wants, depth, false);
        } catch (IOException e) {
            throw failure("fetch from", e);
        }
    }

    private void fetch(FileRepository repository, Collection<ObjectId> wants, int depth, boolean filtered)
            throws IOException {
        try (Transport transport = open(repository)) {
            if (filtered) {
                transport.setFilterSpec(FilterSpec.fromFilterLine(filter));
            }
            if (depth > 0) {
                transport.setDepth(depth);
            }
            try (FetchConnection connection = transport.openFetch(List.of(new RefSpec("refs/none:refs/none")))) {
                receive(repository, connection, wants);
            }
        }
    }

    /** The tip of a ref, fetched where the repository has it not; null where the remote has no such ref. */
    @Nullable
    ObjectId fetchTip(FileRepository repository, String ref, int depth) {
        boolean filtered = filters && !url.isLocal();
        ObjectId tip = null;
        if (url.isLocal()) {
            tip = localTip(ref);
            if (tip == null || repository.getObjectDatabase().has(tip)) {
                return tip;
            }
        }
        try (Transport transport = open(repository)) {
            if (filtered) {
                transport.setFilterSpec(FilterSpec.fromFilterLine(filter));
            }
            if (depth > 0) {
                transport.setDepth(depth);
            }
            try (FetchConnection connection = transport.openFetch(List.of(new RefSpec(ref + ":" + ref)))) {
                Ref advertised = connection.getRef(ref);
                tip = advertised == null ? null : advertised.getObjectId();
                if (tip == null || repository.getObjectDatabase().has(tip)) {
                    return tip;
                }
                receive(repository, connection, List.of(tip));
                return tip;
            }
        } catch (IOException e) {
            if (filtered && tip != null && mentions(e, "filter")) {
                filters = false;
                fetch(repository, List.of(tip), depth);
                return tip;
            }
            throw failure("fetch from", e);
        }
    }

    private @Nullable ObjectId localTip(String ref) {
        try {
            return LocalRemote.tip(url, ref);
        } catch (IOException e) {
            throw failure("fetch from", e);
        }
    }

    private void receive(FileRepository repository, FetchConnection connection, Collection<ObjectId> wants)
            throws IOException {
        List<Ref> refs = new ArrayList<>();
        for (ObjectId want : wants) {
            refs.add(new ObjectIdRef.Unpeeled(Ref.Storage.NETWORK, want.name(), want));
        }
        connection.setPackLockMessage("gitops");
        connection.fetch(Stoppable.INSTANCE, refs, Set.of());
        if (Stoppable.INSTANCE.isCancelled()) {
            throw new CancelledException("fetching from " + url, null);
        }
        for (PackLock lock : connection.getPackLocks()) {
            lock.unlock();
        }
    }

    /** A connection to push on, with what it advertises. */
    Pushing push(CacheRepository repository) {
        try {
            Transport transport = url.isLocal()
                    ? new LocalTransport(repository, url.uri(), LocalRemote.gitDirectory(url), options.environment())
                    : open(repository);
            try {
                transport.setPushThin(true);
                return new Pushing(this, repository, transport, transport.openPush());
            } catch (IOException | RuntimeException e) {
                transport.close();
                throw e;
            }
        } catch (IOException e) {
            throw failure("push to", e);
        }
    }

    /** A lock of a local repository that was left on a ref and will not go away by itself, in words. */
    Optional<String> lockLeftOn(String ref) {
        return url.isLocal() ? locks().left(ref) : Optional.empty();
    }

    /** A lock of a local repository that stands on a ref, in words. */
    Optional<String> lockOn(String ref) {
        return url.isLocal() ? locks().standing(ref) : Optional.empty();
    }

    private LocalLocks locks() {
        return new LocalLocks(LocalRemote.gitDirectory(url));
    }

    /** Whether a ref is where it was seen; null for nowhere. */
    boolean isStillAt(FileRepository repository, String ref, @Nullable ObjectId seen) {
        @Nullable ObjectId now = refs(repository, ref).get(ref);
        return now == null ? seen == null : now.equals(seen);
    }

    private Transport open(FileRepository repository) throws IOException {
        if (url.isLocal()) {
            LocalRemote.requireSha1(url);
        }
        Transport transport = Transport.open(repository, url.uri());
        if (url.isLocal() && LocalRemote.isShallow(url)) {
            // JGit would serve it in this process and look for commits that are not there; any other spelling runs the
            // program
            transport.setOptionUploadPack("git  upload-pack");
        }
        transport.setTimeout(seconds());
        transport.setTagOpt(TagOpt.NO_TAGS);
        transport.setCheckFetchedObjects(false);
        credentials.configure(transport);
        return transport;
    }

    /** How long the connection may be silent: never longer than the call has time, as a read cannot be interrupted. */
    private int seconds() {
        long left =
                Deadline.left().map(time -> time.plusMillis(999).toSeconds()).orElse(Long.MAX_VALUE);
        return (int) Math.max(1, Math.min(options.networkTimeout().toSeconds(), left));
    }

    private static boolean mentions(Throwable e, String word) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && cause.getMessage().contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** What a library's error means. */
    GitException failure(String doing, IOException e) {
        if (Damage.isIn(e)) {
            return new GitException.UnusableCache("the cache of " + url + " lacks objects: " + text(e), e);
        }
        String detail = credentials.redact(plain(e));
        String tried = "cannot " + doing + " " + url + ": " + detail;
        if (e instanceof NoRemoteRepositoryException) {
            return new GitException.MissingRepository(
                    tried + "; check the address, and that the credentials may see it", e);
        }
        if (mentions(e, "not our ref") || e instanceof WantNotValidException) {
            return new GitException.MissingCommit(
                    tried + "; check the id, and whether the branch it was on is still there", e);
        }
        String lower = withoutAddresses(detail).toLowerCase(java.util.Locale.ROOT);
        if (lower.contains("dubious ownership")) {
            return new GitException.AuthenticationFailed(
                    tried + "; Git serves no repository of another user: where its owner is to be trusted, run"
                            + " git config --global --add safe.directory with its path",
                    e);
        }
        if (lower.contains("not authorized")
                || lower.contains("does not take this user")
                || lower.contains("authentication")
                || lower.contains("auth fail")
                || lower.contains("not permitted")
                || lower.contains("cannot log in")
                || lower.contains("no more authentication methods")
                || lower.contains("no keys")
                || lower.contains("server key did not validate")
                || lower.contains("permission denied")
                || lower.contains("access denied")
                || REFUSED.matcher(lower).find()) {
            return new GitException.AuthenticationFailed(tried + "; " + credentials.advice(), e);
        }
        if (e instanceof NotSupportedException || e instanceof RemoteRepositoryException) {
            return new GitException.ProtocolFailure(tried, e);
        }
        if (mentions(e, "Short read of block")) {
            // what JGit makes of a server that gives up because it is not spoken to in SHA-256
            return new GitException.Unreachable(
                    tried + "; the host ended its answer early: where the repository has ids of SHA-256 "
                            + "(git rev-parse --show-object-format), it is not supported, else try again",
                    e);
        }
        return new GitException.Unreachable(tried + "; check the network and that the host is up, then try again", e);
    }

    /** What was said, without the names of hosts, ports and repositories, which may read like a status or a word of it. */
    private String withoutAddresses(String detail) {
        String rest = ADDRESS.matcher(detail).replaceAll(" ");
        for (@Nullable
        String name : Arrays.asList(url.uri().getPath(), url.uri().getHost())) {
            rest = name == null || name.length() < 2 ? rest : rest.replace(name, " ");
        }
        return rest;
    }

    /** Without the address, which was said already, and without the library's own words where others are plainer. */
    private String plain(IOException e) {
        String said = text(e);
        boolean unknown = said.contains("UnresolvedAddressException");
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            unknown = unknown || cause instanceof UnknownHostException;
        }
        if (unknown) {
            return "no host of the name " + url.uri().getHost() + " is known";
        }
        String rest = said.startsWith(url + ": ") ? said.substring((url + ": ").length()) : said;
        rest = OF_MINA.matcher(rest).replaceFirst("connection failed: ");
        return rest.equals("authentication not supported") ? "the host does not take this user and password" : rest;
    }

    private static String text(Throwable e) {
        StringBuilder text =
                new StringBuilder(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && text.indexOf(cause.getMessage()) < 0) {
                text.append(": ").append(cause.getMessage());
            }
        }
        return Messages.oneLine(text.toString());
    }

    void close() {
        credentials.close();
    }

    String redact(String text) {
        return credentials.redact(text);
    }
}
