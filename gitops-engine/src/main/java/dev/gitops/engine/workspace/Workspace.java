package dev.gitops.engine.workspace;

import dev.gitops.api.GitOpsException;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Origin;
import dev.gitops.api.Problem;
import dev.gitops.api.Settings;
import dev.gitops.api.model.ForgeSpec;
import dev.gitops.api.model.RepositorySpec;
import dev.gitops.extension.Extensions;
import dev.gitops.git.CommitSigning;
import dev.gitops.git.ConfigRepository;
import dev.gitops.git.RepositoryOptions;
import dev.gitops.manifests.SecretMask;
import dev.gitops.record.RecordSignature;
import dev.gitops.record.Ulid;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.AuditStore;
import dev.gitops.spi.AuditStoreProvider;
import dev.gitops.spi.Forge;
import dev.gitops.spi.ForgeProvider;
import dev.gitops.spi.Publisher;
import dev.gitops.spi.RecordEndpoint;
import dev.gitops.spi.RecordEndpointProvider;
import java.net.URI;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A config repository with what belongs to it: its host's change requests, its holds, its records. The latter are opened when they are first asked for. */
public final class Workspace implements AutoCloseable {

    /** The branch of deployment records. */
    public static final String AUDIT_BRANCH = "gitops/audit";

    private static final String IN_GIT = "git";

    private final RepositorySpec spec;
    private final Inventory inventory;
    private final Settings settings;
    private final ConfigRepository repository;
    private final Ulid ids;
    private final SecretMask secretMask = SecretMask.of(() -> records().salt());
    private volatile Optional<Snapshot> statesSeen = Optional.empty();
    private @Nullable AuditStore records;
    private @Nullable Optional<RecordEndpoint> endpoint;
    private @Nullable Optional<Forge> forge;
    private @Nullable Boolean recordsAreProof;
    private @Nullable Boolean recordsStay;
    private @Nullable CheckedSignatures signatures;

    private Workspace(RepositorySpec spec, Inventory inventory, Settings settings, ConfigRepository repository) {
        this.spec = spec;
        this.inventory = inventory;
        this.settings = settings;
        this.repository = repository;
        this.ids = new Ulid(settings.clock(), new SecureRandom());
    }

    static Workspace open(RepositorySpec spec, Inventory inventory, Settings settings) {
        ConfigRepository repository = ConfigRepository.open(RepositoryOptions.builder()
                .url(absolute(spec.repository(), inventory))
                .cacheFolder(settings.cacheFolder())
                .environment(settings.environment())
                .loginOrigins(loginOrigins(inventory))
                .clock(settings.clock())
                .progress(settings.progress())
                .committer(settings.committer()
                        .or(() -> settings.variable("GITOPS_COMMITTER"))
                        .orElse(RepositoryOptions.TOOL))
                .credentials(settings.credentials())
                .signing(settings.signingKey().or(() -> CommitSigning.of(settings.environment())))
                .build());
        return new Workspace(spec, inventory, settings, repository);
    }

    /** The login of config repositories is that of the inventory's own; where it has none, of the one origin that all applications' repositories share. */
    private static Set<Origin> loginOrigins(Inventory inventory) {
        if (inventory.config().isPresent()) {
            return Origin.list(inventory.config().get().repository());
        }
        Set<Origin> all = inventory.apps().values().stream()
                .map(app -> inventory.repositoryOf(app).repository())
                .flatMap(url -> Origin.of(url).stream())
                .collect(Collectors.toSet());
        return all.size() == 1 ? all : Set.of();
    }

    /** A path in the inventory counts from the inventory's folder. */
    private static String absolute(String url, Inventory inventory) {
        boolean path = url.startsWith("./") || url.startsWith("../") || url.equals(".");
        return path ? inventory.file().resolveSibling(url).normalize().toString() : url;
    }

    /** {@return what the inventory says of the repository} */
    public RepositorySpec spec() {
        return spec;
    }

    /** {@return the repository} */
    public ConfigRepository repository() {
        return repository;
    }

    /** Deletes the branch of a change request that is over, if it is still at a commit. */
    public void deleteBranch(String branch, String commit) {
        if (commit.equals(repository.branches(branch).get(branch))) {
            forge().ifPresentOrElse(
                            host -> host.deleting(branch, () -> repository.delete(branch, commit)),
                            () -> repository.delete(branch, commit));
        }
    }

    /** {@return the repository's holds} */
    public Holds holds() {
        return new Holds(this, settings);
    }

    /** {@return the stops of the repository's line} */
    public Stops stops() {
        return new Stops(this, settings);
    }

    /** The branch of holds and stops as it is now, fetched; empty where there is none. */
    Optional<Snapshot> states() {
        Optional<Snapshot> now = repository.find(Holds.BRANCH);
        statesSeen = now;
        return now;
    }

    /** The same as somebody here saw it last, without another look. */
    Optional<Snapshot> statesSeen() {
        return statesSeen;
    }

    Publisher publisher() {
        return new RepositoryPublisher(repository, settings);
    }

    /** Hides values of Secrets in what is approved and kept, by digests that are comparable over time and worthless elsewhere. */
    public SecretMask secretMask() {
        return secretMask;
    }

    /** Makes the salt for the next diffs where this one had none. What only looks makes none: it has no effect. */
    void keepSalt() {
        if (secretMask.lacksSalt()) {
            records().makeSalt();
        }
    }

    /** {@return the id of the next record} */
    public String nextId() {
        return ids.next();
    }

    /** {@return the store of records; opened now} */
    public synchronized AuditStore records() {
        if (records == null) {
            String kind = inventory.audit().store().kind();
            AuditStoreProvider.Context context = new AuditStoreProvider.Context(
                    inventory.home(),
                    settings.cacheFolder(),
                    ScopedVariables.ofStore(settings, inventory.audit().store()),
                    repository.records(AUDIT_BRANCH));
            records = Extensions.of(AuditStoreProvider.class, Optional.of(settings)).stream()
                    .filter(provider -> provider.kind().equals(kind))
                    .findFirst()
                    .orElseThrow(() -> missing("audit.store", kind))
                    .open(inventory.audit().store(), context);
        }
        return records;
    }

    /** Whose signatures of records count; none where any record does. */
    List<PublicKey> auditKeys() {
        return inventory.audit().keys().stream().map(RecordSignature::publicKey).toList();
    }

    /** Which records count, for a look at many of them; kept for the next one when this workspace is closed. */
    synchronized CheckedSignatures signatures() {
        if (signatures == null) {
            signatures = CheckedSignatures.of(auditKeys(), settings);
        }
        return signatures;
    }

    /**
     * Whether nobody but the tool can have written the records that count: they are signed, their store is no branch, or the host lets nobody else push to it.
     */
    public synchronized boolean recordsAreProof() {
        if (recordsAreProof == null) {
            recordsAreProof = !inventory.audit().keys().isEmpty() || recordsStay();
        }
        return recordsAreProof;
    }

    /** Whether nobody but the tool can take records away, so that the newest one there is the newest one there was: a signature does not say that. */
    public synchronized boolean recordsStay() {
        if (recordsStay == null) {
            recordsStay = !inventory.audit().store().kind().equals(IN_GIT) || guarded(AUDIT_BRANCH);
        }
        return recordsStay;
    }

    private boolean guarded(String branch) {
        try {
            return forge().flatMap(host -> host.protection(branch))
                    .filter(Forge.Protection::againstEverybody)
                    .isPresent();
        } catch (GitOpsException unanswered) {
            return false;
        }
    }

    /** The audit system that gets each record besides; empty where the inventory names none, or nothing on the class path speaks with it. */
    public synchronized Optional<RecordEndpoint> endpoint() {
        if (endpoint == null) {
            endpoint = inventory.audit().endpointUrl().flatMap(this::openEndpoint);
        }
        return endpoint;
    }

    private Optional<RecordEndpoint> openEndpoint(String address) {
        RecordEndpointProvider.Context context = new RecordEndpointProvider.Context(
                records(), settings.cacheFolder(), ScopedVariables.ofEndpoint(settings, address), settings.clock());
        return Extensions.of(RecordEndpointProvider.class, Optional.of(settings)).stream()
                .findFirst()
                .map(provider -> provider.open(URI.create(address), context));
    }

    /** The host's change requests; empty where the inventory says {@code forge: none}. */
    public synchronized Optional<Forge> forge() {
        if (forge == null) {
            ForgeSpec wanted = inventory.forge();
            forge = wanted.none() ? Optional.empty() : Optional.of(openForge(wanted));
        }
        return forge;
    }

    private Forge openForge(ForgeSpec wanted) {
        return Extensions.of(ForgeProvider.class, Optional.of(settings)).stream()
                .filter(provider -> provider.kind().equals(wanted.type()))
                .findFirst()
                .orElseThrow(() -> missing("forge.type", wanted.type()))
                .open(wanted.baseUrl().map(URI::create), spec.repository(), settings);
    }

    private static InvalidInputException missing(String key, String kind) {
        return new InvalidInputException(
                "the inventory", List.of(Problem.of(key, kind, "no such provider is on the class path", null)));
    }

    @Override
    public void close() {
        if (endpoint != null) {
            endpoint.ifPresent(RecordEndpoint::close);
        }
        if (records != null) {
            records.close();
        }
        if (signatures != null) {
            signatures.keep();
        }
        repository.close();
    }
}
