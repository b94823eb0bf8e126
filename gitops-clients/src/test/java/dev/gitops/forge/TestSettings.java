package dev.gitops.forge;

import dev.gitops.api.Settings;
import java.util.HashMap;
import java.util.Map;

/** Settings of given variables. */
public final class TestSettings {

    private TestSettings() {}

    /** {@return settings with a token} */
    public static Settings withToken(String token) {
        return of("GITOPS_FORGE_TOKEN", token);
    }

    /** {@return settings of variables: a name, its value, and so on} */
    public static Settings of(String... variables) {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        return Settings.of(environment, "tester", "/nowhere");
    }
}
