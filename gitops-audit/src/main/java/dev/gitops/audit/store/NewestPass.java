package dev.gitops.audit.store;

import dev.gitops.api.Operation;
import dev.gitops.audit.reading.ReadAhead;
import dev.gitops.record.LatestRecord;
import dev.gitops.record.NewestRecords;
import dev.gitops.record.RecordGlance;
import dev.gitops.spi.AuditStore;
import java.util.Collection;
import java.util.Set;

/** The newest records of all places where no index tells them: one pass over the trail, parsed on all processors. */
final class NewestPass {

    private NewestPass() {}

    private record Seen(
            RecordGlance glance,
            @SuppressWarnings("ArrayRecordComponent") byte[] json) {

        static Seen of(byte[] json) {
            return new Seen(RecordGlance.of(json), json);
        }
    }

    static Collection<LatestRecord> over(AuditStore store, Set<Operation> operations, Set<String> outcomes) {
        NewestRecords newest = new NewestRecords(operations, outcomes);
        ReadAhead<byte[], Seen> ahead = new ReadAhead<>(Seen::of, record -> {
            newest.see(record.glance(), record.json());
            return true;
        });
        store.read(0, (index, json) -> ahead.add(json));
        ahead.finish();
        return newest.all();
    }
}
