package dev.gitops.audit.proof;

import dev.gitops.git.GitException;
import dev.gitops.git.SignedTag;
import dev.gitops.git.TagRepository;
import dev.gitops.record.RecordStoreException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps checkpoints in another repository, as tags whose message is the checkpoint and which are signed with the same key as SSH signs, so that {@code git tag -v} can check them. Who may write to the
 * store need not be able to write there.
 */
public final class Anchor {

    private static final String TAGS = "audit/";
    private static final String TAGGER = "gitops audit <audit@gitops.dev>";

    private final TagRepository repository;
    private final Clock clock;

    /**
     * An anchor.
     *
     * @param url the other repository's URL or path
     * @param environment the variables with its own login: {@code GITOPS_ANCHOR_USER} and {@code GITOPS_ANCHOR_PASSWORD}, or {@code GITOPS_ANCHOR_SSH_KEY}; no other one is sent there
     * @param clock what time it is
     */
    public Anchor(String url, Map<String, String> environment, Clock clock) {
        this.repository = TagRepository.open(url, environment);
        this.clock = clock;
    }

    /**
     * Pushes a checkpoint as a signed tag, {@code audit/<store>/<size>}. Where it is there already nothing is done.
     *
     * @param checkpoint the checkpoint
     * @param key the key that signs the tag
     * @return the tag's full name
     * @throws RecordStoreException if the host does not take it, or has another checkpoint of that size
     */
    public String keep(Checkpoint checkpoint, AuditKey key) {
        String name = folder(checkpoint.origin()) + "/" + checkpoint.size();
        SignedTag tag = new SignedTag(
                name,
                TAGGER,
                clock.instant(),
                "Checkpoint of " + checkpoint.size() + " records of " + checkpoint.origin(),
                Map.of("checkpoint", checkpoint.note()),
                checkpoint.note(),
                bytes -> SshSignature.of(bytes, key));
        Optional<String> there = reached(() -> repository.push(tag));
        boolean another = there.isPresent()
                && !Arrays.equals(Checkpoint.parse(there.get()).root(), checkpoint.root());
        if (another) {
            throw new RecordStoreException(
                    "the tag " + name + " of " + repository.url()
                            + " is there already, of other records: one of the two trails was tampered with; compare them with gitops audit verify --anchor",
                    null,
                    false);
        }
        return "refs/tags/" + name;
    }

    /**
     * The newest checkpoint of a store that was anchored.
     *
     * @param origin what checkpoints call the store
     * @return the checkpoint; its signature is not checked yet
     */
    public Optional<Checkpoint> newest(String origin) {
        return reached(() -> repository.newest(folder(origin))).map(Checkpoint::parse);
    }

    private static String folder(String origin) {
        return TAGS + origin.substring(origin.lastIndexOf('/') + 1);
    }

    private <T> T reached(Supplier<T> work) {
        try {
            return work.get();
        } catch (GitException e) {
            throw new RecordStoreException(
                    "cannot use the repository of anchors " + repository.url() + ": " + e.getMessage(),
                    e,
                    e.retryable());
        }
    }
}
