package dev.gitops.audit.store;

import dev.gitops.record.RecordStoreException;

/** The JDBC drivers, which are optional. */
final class Drivers {

    private Drivers() {}

    static boolean isThere(String driver) {
        try {
            Class.forName(driver);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    static void require(String driver, String artifact, String store) {
        if (!isThere(driver)) {
            throw new RecordStoreException(
                    "the audit store " + store + " needs the JDBC driver " + driver
                            + ", which is not on the class path; add " + artifact + " to it",
                    null,
                    false);
        }
    }
}
