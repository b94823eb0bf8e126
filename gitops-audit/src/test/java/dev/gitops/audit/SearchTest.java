package dev.gitops.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.Operation;
import dev.gitops.api.RecordQuery;
import dev.gitops.spi.AuditStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {

    @TempDir
    Path home;

    private final List<DeploymentRecord> made = new ArrayList<>();
    private AuditStore store;

    @BeforeEach
    void append() {
        store = TestStores.file(home);
        TestRecords records = new TestRecords(12, 2, Duration.ofHours(3));
        for (int i = 0; i < 80; i++) {
            made.add(DeploymentRecord.builder()
                    .from(records.next())
                    .operation(Operation.DEPLOY)
                    .build());
        }
        store.appendAll(made);
    }

    private DeploymentRecord lastVerified(String app, EnvironmentName environment, int before) {
        return made.subList(0, before).stream()
                .filter(record ->
                        record.app().equals(app) && record.environment().equals(environment) && record.verified())
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    @Test
    void whatRanIsTheLastVerifiedDeploymentAtOrBeforeTheTime() {
        assertThat(WhatRan.at(
                        store, "app-1", EnvironmentName.PRODUCTION, made.get(50).ended()))
                .contains(lastVerified("app-1", EnvironmentName.PRODUCTION, 51));
        assertThat(WhatRan.at(store, "app-1", EnvironmentName.PRODUCTION, TestRecords.START))
                .isEmpty();
    }

    @Test
    void whatRanEverywhereIsARecordAnApplicationAndEnvironment() {
        List<DeploymentRecord> ran =
                WhatRan.at(store, RecordQuery.builder().build(), made.get(70).ended());
        assertThat(ran).hasSize(6).contains(lastVerified("app-0", EnvironmentName.DEV, 71));
        assertThat(WhatRan.at(
                        store,
                        RecordQuery.builder().environment(EnvironmentName.DEV).build(),
                        made.get(70).ended()))
                .containsExactly(
                        lastVerified("app-0", EnvironmentName.DEV, 71), lastVerified("app-1", EnvironmentName.DEV, 71));
        assertThat(WhatRan.at(
                        store,
                        RecordQuery.builder()
                                .app("app-0")
                                .environment(EnvironmentName.DEV)
                                .build(),
                        made.get(70).ended()))
                .containsExactly(lastVerified("app-0", EnvironmentName.DEV, 71));
    }

    @Test
    void aPageIsPrintedAsJsonAndCsv() {
        AuditStore.Page page = store.search(RecordQuery.builder().limit(2).build());
        assertThat(SearchOutput.json(page).toString()).startsWith("{\"total\":80,\"records\":[{\"schemaVersion\":1,");
        assertThat(SearchOutput.csv(page)).startsWith("id,started").hasLineCount(3);
    }
}
