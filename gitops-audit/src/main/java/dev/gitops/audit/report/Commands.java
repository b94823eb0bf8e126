package dev.gitops.audit.report;

import dev.gitops.api.Names;
import java.util.stream.Stream;

/** Commands to copy. Names that are no labels and commits that are no ids get none: what is copied is pasted into a shell. */
final class Commands {

    private static final int SHORT = 12;

    private Commands() {}

    static Html promote(String app, String from, String to) {
        return shown("gitops promote " + app + " --from " + from + " --to " + to, app, from, to);
    }

    static Html deploy(String app, String environment) {
        return shown("gitops deploy " + app + " " + environment, app, environment);
    }

    static Html rollback(String app, String environment) {
        return shown("gitops rollback " + app + " --in " + environment, app, environment);
    }

    static Html rollback(String app, String environment, String commit) {
        return commit.matches("[0-9a-f]{12,64}")
                ? shown(
                        "gitops rollback " + app + " --in " + environment + " --to " + commit.substring(0, SHORT),
                        app,
                        environment)
                : new Html();
    }

    static Html lift(String app, String environment) {
        return shown("gitops hold " + app + " --in " + environment + " --release", app, environment);
    }

    private static Html shown(String command, String... names) {
        return Stream.of(names).allMatch(Names::isLabel)
                ? new Html().add("<code class=\"copy\">{}</code>", command)
                : new Html();
    }
}
