package dev.gitops.audit.proof;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.record.RecordStoreException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.eclipse.jgit.util.FileUtils;

/**
 * Keeps checkpoints in another repository, as tags whose message is the checkpoint and which are signed with the same key as SSH signs, so that {@code git tag -v} can check them. Who may write to the
 * store need not be able to write there.
 */
public final class Anchor {

    private static final String TAGS = Constants.R_TAGS + "audit/";

    private final URIish repository;
    private final Map<String, String> environment;
    private final Clock clock;

    /**
     * An anchor.
     *
     * @param url the other repository's URL or path
     * @param environment the variables with the credentials: {@code GITOPS_ANCHOR_USER} and {@code GITOPS_ANCHOR_PASSWORD}, else {@code GITOPS_GIT_USER} and {@code GITOPS_GIT_PASSWORD}
     * @param clock what time it is
     */
    public Anchor(String url, Map<String, String> environment, Clock clock) {
        try {
            this.repository = new URIish(url);
        } catch (URISyntaxException e) {
            throw new InvalidInputException(
                    "the repository of anchors",
                    List.of(Problem.of("url", url, "is no URL of a Git repository", null)),
                    e);
        }
        this.environment = Map.copyOf(environment);
        this.clock = clock;
    }

    /**
     * Pushes a checkpoint as a signed tag, {@code audit/<store>/<size>}.
     *
     * @param checkpoint the checkpoint
     * @param key the key that signs the tag
     * @return the tag's name
     * @throws RecordStoreException if the host does not take it
     */
    public String keep(Checkpoint checkpoint, AuditKey key) {
        String name = TAGS + folder(checkpoint.origin()) + "/" + checkpoint.size();
        return inScratch(scratch -> {
            ObjectId tag = tag(scratch, checkpoint, key, name.substring(Constants.R_TAGS.length()));
            try (Transport transport = open(scratch)) {
                RemoteRefUpdate update =
                        new RemoteRefUpdate(scratch, (String) null, tag, name, false, null, ObjectId.zeroId());
                transport.push(NullProgressMonitor.INSTANCE, List.of(update));
                if (update.getStatus() != RemoteRefUpdate.Status.OK
                        && update.getStatus() != RemoteRefUpdate.Status.UP_TO_DATE) {
                    throw new IOException("the host answered " + update.getStatus() + " " + update.getMessage());
                }
            }
            return name;
        });
    }

    /**
     * The newest checkpoint of a store that was anchored.
     *
     * @param origin what checkpoints call the store
     * @return the checkpoint; its signature is not checked yet
     */
    public Optional<Checkpoint> newest(String origin) {
        return inScratch(scratch -> {
            String folder = TAGS + folder(origin) + "/";
            try (Transport transport = open(scratch)) {
                FetchResult fetched = transport.fetch(
                        NullProgressMonitor.INSTANCE, List.of(new RefSpec(folder + "*:" + folder + "*")));
                Optional<Ref> newest = fetched.getAdvertisedRefs().stream()
                        .filter(ref -> ref.getName().matches(Pattern.quote(folder) + "\\d{1,18}"))
                        .max(Comparator.comparingLong(
                                ref -> Long.parseLong(ref.getName().substring(folder.length()))));
                return newest.isEmpty() ? Optional.<Checkpoint>empty() : Optional.of(read(scratch, newest.get()));
            }
        });
    }

    private static String folder(String origin) {
        return origin.substring(origin.lastIndexOf('/') + 1);
    }

    private static Checkpoint read(Repository scratch, Ref ref) throws IOException {
        try (RevWalk walk = new RevWalk(scratch)) {
            RevObject object = walk.parseAny(ref.getObjectId());
            String message = object instanceof RevTag tag ? tag.getFullMessage() : "";
            int signature = message.indexOf("-----BEGIN SSH SIGNATURE-----");
            return Checkpoint.parse(signature < 0 ? message : message.substring(0, signature));
        }
    }

    /** A tag of a commit of its own, since hosts show no tags of anything else. */
    private ObjectId tag(Repository scratch, Checkpoint checkpoint, AuditKey key, String name) throws IOException {
        PersonIdent person = new PersonIdent("gitops audit", "audit@gitops.dev", clock.instant(), clock.getZone());
        try (ObjectInserter inserter = scratch.newObjectInserter()) {
            TreeFormatter tree = new TreeFormatter();
            tree.append(
                    "checkpoint",
                    FileMode.REGULAR_FILE,
                    inserter.insert(Constants.OBJ_BLOB, checkpoint.note().getBytes(StandardCharsets.UTF_8)));
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(inserter.insert(tree));
            commit.setAuthor(person);
            commit.setCommitter(person);
            commit.setMessage("Checkpoint of " + checkpoint.size() + " records of " + checkpoint.origin() + "\n");
            String unsigned = "object " + inserter.insert(commit).name() + "\ntype commit\ntag " + name + "\ntagger "
                    + person.toExternalString() + "\n\n" + checkpoint.note();
            byte[] bytes = unsigned.getBytes(StandardCharsets.UTF_8);
            String signed = unsigned + SshSignature.of(bytes, key);
            ObjectId id = inserter.insert(Constants.OBJ_TAG, signed.getBytes(StandardCharsets.UTF_8));
            inserter.flush();
            return id;
        }
    }

    private Transport open(Repository scratch) throws IOException {
        Transport transport;
        try {
            transport = Transport.open(scratch, repository);
        } catch (NotSupportedException | TransportException e) {
            throw new IOException(e.getMessage(), e);
        }
        variable("GITOPS_ANCHOR_PASSWORD")
                .or(() -> variable("GITOPS_GIT_PASSWORD"))
                .ifPresent(password -> transport.setCredentialsProvider(credentials(password)));
        return transport;
    }

    private CredentialsProvider credentials(String password) {
        String user = variable("GITOPS_ANCHOR_USER")
                .or(() -> variable("GITOPS_GIT_USER"))
                .orElse("git");
        return new UsernamePasswordCredentialsProvider(user, password);
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    private interface Work<T> {
        T on(Repository scratch) throws IOException;
    }

    private <T> T inScratch(Work<T> work) {
        try {
            Path folder = Files.createTempDirectory("gitops-anchor");
            try (Repository scratch = new FileRepositoryBuilder()
                    .setGitDir(folder.toFile())
                    .setBare()
                    .build()) {
                scratch.create(true);
                // A housekeeping thread would race with the deletion.
                scratch.getConfig().setInt("gc", null, "auto", 0);
                scratch.getConfig().save();
                return work.on(scratch);
            } finally {
                FileUtils.delete(folder.toFile(), FileUtils.RECURSIVE | FileUtils.RETRY | FileUtils.IGNORE_ERRORS);
            }
        } catch (IOException e) {
            throw new RecordStoreException(
                    "cannot reach the repository of anchors " + repository.setPass(null) + ": " + e.getMessage()
                            + "; check its URL and the right to push tags",
                    e,
                    true);
        }
    }
}
