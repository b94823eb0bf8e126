package dev.gitops.audit.store.git;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.Operation;
import dev.gitops.api.RecordQuery;
import dev.gitops.audit.proof.Sealing;
import dev.gitops.record.LatestRecord;
import dev.gitops.record.RecordJson;
import dev.gitops.spi.AuditStore;
import dev.gitops.spi.FileEdit;
import dev.gitops.spi.RecordBranch;
import dev.gitops.spi.SourceTree;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Records on a branch that only grows, a file each, so that any number of writers never meet in a file. */
final class GitAuditStore implements AuditStore {

    private static final int SALT_BYTES = 32;

    private final RecordBranch branch;
    private final Sealing sealing;
    private final GitIndex index;

    GitAuditStore(RecordBranch branch, Path cache, Sealing sealing) {
        this.branch = branch;
        this.sealing = sealing;
        this.index = new GitIndex(branch, cache.resolve(GitLayout.indexFile(branch.name())));
    }

    @Override
    public void appendAll(List<DeploymentRecord> records) {
        if (records.isEmpty()) {
            return;
        }
        List<FileEdit> files = new ArrayList<>();
        for (DeploymentRecord record : records) {
            DeploymentRecord clean = sealing.seal(record);
            files.add(new FileEdit(GitLayout.pathOf(clean), RecordJson.write(clean)));
        }
        branch.append(message(records), files);
    }

    private static String message(List<DeploymentRecord> records) {
        DeploymentRecord first = records.get(0);
        String subject = "record: " + first.operation() + " " + first.app() + " " + first.environment() + " "
                + first.outcome().lines().findFirst().orElse("");
        return records.size() == 1 ? subject : "record: " + records.size() + " records";
    }

    @Override
    public Page search(RecordQuery query) {
        IndexRows.Hits hits = index.at(branch.tip().commit()).find(query);
        List<DeploymentRecord> records =
                branch.contents(hits.page()).stream().map(RecordJson::read).toList();
        return new Page(hits.total(), records);
    }

    @Override
    public Collection<LatestRecord> newest(Set<Operation> operations, Set<String> outcomes) {
        RecordQuery query =
                RecordQuery.builder().operations(operations).outcomes(outcomes).build();
        List<IndexRows.Latest> newest = index.at(branch.tip().commit()).newest(query);
        List<byte[]> contents =
                branch.contents(newest.stream().map(IndexRows.Latest::id).toList());
        return IntStream.range(0, newest.size())
                .parallel()
                .mapToObj(i -> newest.get(i).of(contents.get(i)))
                .toList();
    }

    @Override
    public void reindex() {
        index.rebuild(branch.tip().commit());
    }

    @Override
    public void read(long from, Visitor visitor) {
        new GitTrail(branch).read(from, visitor);
    }

    @Override
    public Verification verify() {
        Optional<String> seen = index.lastCommit();
        Verification found = new GitTrail(branch).verify(seen);
        if (found.valid()) {
            index.at(branch.tip().commit());
        }
        return found;
    }

    @Override
    public void note(String name, List<String> lines) {
        Set<String> fresh = new TreeSet<>(lines);
        fresh.removeAll(notes(name));
        if (fresh.isEmpty()) {
            return;
        }
        String content = String.join("\n", fresh) + "\n";
        String path = GitLayout.noteFile(name, content);
        addOnce("note: " + name, path, content);
    }

    @Override
    public Set<String> notes(String name) {
        SourceTree tip = branch.tip();
        String folder = GitLayout.notes(name);
        Set<String> notes = new TreeSet<>();
        for (SourceTree.Entry file : tip.list(folder)) {
            tip.read(folder + "/" + file.name())
                    .ifPresent(bytes ->
                            new String(bytes, StandardCharsets.UTF_8).lines().forEach(notes::add));
        }
        return notes;
    }

    @Override
    public Optional<byte[]> salt() {
        return branch.tip()
                .read(GitLayout.SALT)
                .map(hex -> HexFormat.of().parseHex(new String(hex, StandardCharsets.US_ASCII).strip()));
    }

    @Override
    public byte[] makeSalt() {
        return salt().orElseGet(() -> {
            byte[] salt = new byte[SALT_BYTES];
            new SecureRandom().nextBytes(salt);
            addOnce(
                    "note: the salt of this store",
                    GitLayout.SALT,
                    HexFormat.of().formatHex(salt) + "\n");
            return salt().orElseThrow();
        });
    }

    /** Another writer may add the same path first; then it is there, which is all that is wanted. */
    private void addOnce(String message, String path, String content) {
        try {
            branch.append(message, List.of(new FileEdit(path, content.getBytes(StandardCharsets.UTF_8))));
        } catch (GitOpsException | IllegalStateException e) {
            if (branch.tip().type(path).isEmpty()) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
