package com.cloudbees.plugins.credentials.domains;

/** The name of the plugin's own class, so that the script of Configuration as Code runs in tests. */
public final class Domain {

    private static final Domain GLOBAL = new Domain();

    private Domain() {}

    public static Domain global() {
        return GLOBAL;
    }
}
