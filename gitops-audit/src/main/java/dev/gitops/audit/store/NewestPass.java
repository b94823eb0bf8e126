package dev.gitops.audit.store;

import dev.gitops.api.Operation;
import dev.gitops.audit.reading.ReadAhead;
import dev.gitops.record.NewestRecords;
import dev.gitops.record.RecordGlance;
import dev.gitops.spi.AuditStore;
import java.util.Collection;
import java.util.Set;

/** The newest records of all places where no index tells them: one pass over the trail, parsed on all processors. */
final class NewestPass {

    private NewestPass() {}

    static Collection<RecordGlance> over(AuditStore store, Set<Operation> operations, Set<String> outcomes) {
        NewestRecords newest = new NewestRecords(operations, outcomes);
        ReadAhead<byte[], RecordGlance> ahead = new ReadAhead<>(RecordGlance::of, record -> {
            newest.see(record);
            return true;
        });
        store.read(0, (index, json) -> ahead.add(json));
        ahead.finish();
        return newest.all();
    }
}
