package dev.gitops.engine;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.RecordQuery;
import dev.gitops.api.Records;
import java.time.Instant;
import java.util.Optional;

/** Records each call of which has a deadline. */
record TimedRecords(Records records, Limit limit) implements Records {

    @Override
    public Found search(RecordQuery query) {
        return limit.on("the search in the records", () -> records.search(query));
    }

    @Override
    public Optional<DeploymentRecord> find(String id) {
        return limit.on("the search for record " + id, () -> records.find(id));
    }

    @Override
    public Optional<DeploymentRecord> at(String app, EnvironmentName environment, Instant time) {
        return limit.on(
                "the search for what ran of " + app + " in " + environment, () -> records.at(app, environment, time));
    }

    @Override
    public Verification verify() {
        return limit.on("the check of the records", records::verify);
    }
}
