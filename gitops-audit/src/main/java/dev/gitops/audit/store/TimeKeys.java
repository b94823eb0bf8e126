package dev.gitops.audit.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Makes keys that sort by time and are unique: the microsecond, then a number within it. */
final class TimeKeys implements AutoCloseable {

    private static final int NUMBER_BITS = 10;

    private final PreparedStatement last;
    private long previous = Long.MIN_VALUE;

    TimeKeys(Connection connection) throws SQLException {
        last = connection.prepareStatement("SELECT max(key) FROM gitops_found WHERE key >= ? AND key < ?");
    }

    /** The first key of a microsecond. */
    static long first(long micros) {
        return Math.max(Long.MIN_VALUE >> NUMBER_BITS, Math.min(micros, Long.MAX_VALUE >> NUMBER_BITS)) << NUMBER_BITS;
    }

    /** Whether the last key was of the same microsecond, so that the next one needs no look into the table. */
    boolean isRunning(long micros) {
        return previous >= first(micros) && previous < first(micros + 1);
    }

    /** The next free key of a microsecond; a microsecond of more than a thousand records borrows from the next. */
    long next(long micros) throws SQLException {
        long first = first(micros);
        long end = first(micros + 1);
        long key = first;
        if (isRunning(micros)) {
            key = previous + 1;
        } else {
            last.setLong(1, first);
            last.setLong(2, end);
            try (ResultSet row = last.executeQuery()) {
                if (row.next() && row.getLong(1) != 0) {
                    key = row.getLong(1) + 1;
                }
            }
        }
        previous = key;
        return key;
    }

    @Override
    public void close() throws SQLException {
        last.close();
    }
}
