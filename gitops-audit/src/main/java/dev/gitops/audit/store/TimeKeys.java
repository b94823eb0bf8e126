package dev.gitops.audit.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Makes keys that sort by time and are unique: the microsecond, then a number within it. */
final class TimeKeys implements AutoCloseable {

    private static final int NUMBER_BITS = 10;
    /** More than any batch holds before its rows are in the table. */
    private static final int REMEMBERED = 20_000;

    private final PreparedStatement last;
    private final Map<Long, Long> given = new HashMap<>();

    TimeKeys(Connection connection) throws SQLException {
        last = connection.prepareStatement("SELECT max(key) FROM gitops_found WHERE key >= ? AND key < ?");
    }

    /** The first key of a microsecond. */
    static long first(long micros) {
        return Math.max(Long.MIN_VALUE >> NUMBER_BITS, Math.min(micros, Long.MAX_VALUE >> NUMBER_BITS)) << NUMBER_BITS;
    }

    /** The next free key of a microsecond; a microsecond of more than a thousand records borrows from the next. Rows that are batched and not yet in the table are remembered. */
    long next(long micros) throws SQLException {
        long first = first(micros);
        Long remembered = given.get(first);
        long key = remembered == null ? afterTable(first, first(micros + 1)) : remembered + 1;
        if (given.size() >= REMEMBERED) {
            given.clear();
        }
        given.put(first, key);
        return key;
    }

    private long afterTable(long first, long end) throws SQLException {
        last.setLong(1, first);
        last.setLong(2, end);
        try (ResultSet row = last.executeQuery()) {
            return row.next() && row.getLong(1) != 0 ? row.getLong(1) + 1 : first;
        }
    }

    @Override
    public void close() throws SQLException {
        last.close();
    }
}
