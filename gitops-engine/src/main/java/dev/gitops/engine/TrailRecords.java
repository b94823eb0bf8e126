package dev.gitops.engine;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.RecordQuery;
import dev.gitops.api.Records;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.record.RanAt;
import dev.gitops.spi.AuditStore;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** The records of the store that the inventory names. */
record TrailRecords(Connections connections) implements Records {

    @Override
    public Found search(RecordQuery query) {
        Objects.requireNonNull(query, "query");
        AuditStore.Page page = store().search(query);
        return new Found(page.total(), page.records());
    }

    @Override
    public Optional<DeploymentRecord> find(String id) {
        Objects.requireNonNull(id, "id");
        RecordQuery query = RecordQuery.builder().text(id).build();
        return store().search(query).records().stream()
                .filter(record -> record.id().equals(id))
                .findFirst();
    }

    @Override
    public Optional<DeploymentRecord> at(String app, EnvironmentName environment, Instant time) {
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(time, "time");
        RecordQuery query =
                RanAt.query(time).app(app).environment(environment).limit(1).build();
        return store().search(query).records().stream().findFirst().filter(RanAt::isThere);
    }

    @Override
    public Verification verify() {
        AuditStore.Verification found = store().verify();
        return new Verification(found.valid(), found.records(), found.firstProblem());
    }

    private AuditStore store() {
        return connections.anyWorkspace().records();
    }
}
