package dev.gitops.jobdsl;

import dev.gitops.api.AppSpec;
import dev.gitops.api.model.JenkinsSpec;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The ids of the credentials that a job may bind: those it has a use for, and of them the one of its own application, team and environment. */
record Credentials(JenkinsSpec jenkins) {

    static final String CONFIG = "config";
    static final String FORGE = "forge";
    static final String KUBECONFIG = "kubeconfig";
    static final String SLACK = "slack";
    static final String AUDIT = "audit";
    static final String AUDIT_KEY = "auditKey";
    static final String SOURCE = "source";

    /** For a job of an application in an environment; a use whose id cannot be filled for it is left out. */
    Map<String, String> of(@Nullable AppSpec app, @Nullable String environment, String... uses) {
        Map<String, String> ids = new TreeMap<>();
        for (String use : uses) {
            id(use, app, environment).ifPresent(id -> ids.put(use, id));
        }
        return ids;
    }

    Optional<String> id(String use, @Nullable AppSpec app, @Nullable String environment) {
        return jenkins.credential(use)
                .map(id -> fill(id, "{app}", app == null ? null : app.name()))
                .map(id -> fill(id, "{team}", app == null ? null : app.team().orElse(null)))
                .map(id -> fill(id, "{environment}", environment))
                .filter(id -> id.indexOf('{') < 0);
    }

    boolean perApp(String use) {
        return jenkins.credential(use)
                .filter(id -> id.contains("{app}") || id.contains("{team}"))
                .isPresent();
    }

    private static String fill(String id, String placeholder, @Nullable String value) {
        return value == null ? id : id.replace(placeholder, value);
    }
}
