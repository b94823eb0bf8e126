package com.cloudbees.plugins.credentials;

import com.cloudbees.plugins.credentials.domains.Domain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The name of the plugin's own class, so that the script of Configuration as Code runs in tests: folders have stores, the nearest first. */
public final class CredentialsProvider {

    private static final Map<Object, FakeStore> STORES = new HashMap<>();

    private CredentialsProvider() {}

    public static Iterable<FakeStore> lookupStores(Object item) {
        return List.of(storeOf(item), storeOf("jenkins"));
    }

    /** The store of an item, for a test. */
    public static FakeStore storeOf(Object item) {
        return STORES.computeIfAbsent(item, FakeStore::new);
    }

    /** Forgets all, for a test. */
    public static void clear() {
        STORES.clear();
    }

    /** A store of credentials. */
    public static final class FakeStore {

        private final Object context;
        private final List<Object> credentials = new ArrayList<>();

        FakeStore(Object context) {
            this.context = context;
        }

        public Object getContext() {
            return context;
        }

        public List<Object> getCredentials(Domain domain) {
            return credentials;
        }

        public boolean addCredentials(Domain domain, Object fresh) {
            return credentials.add(fresh);
        }

        public boolean updateCredentials(Domain domain, Object old, Object fresh) {
            return credentials.remove(old) && credentials.add(fresh);
        }
    }
}
