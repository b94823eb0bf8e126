package dev.gitops.audit.report;

import dev.gitops.api.Names;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Which pages a report has, and links to them. A name that is no label may hold anything, so it gets no page. */
final class Pages {

    private final Set<String> apps;
    private final Set<String> environments;
    private final Set<String> teams;

    Pages(Collection<String> apps, Collection<String> environments, Collection<String> teams) {
        this.apps = labels(apps);
        this.environments = labels(environments);
        this.teams = labels(teams);
    }

    private static Set<String> labels(Collection<String> names) {
        Set<String> labels = new HashSet<>(names);
        labels.removeIf(name -> !Names.isLabel(name));
        return labels;
    }

    Set<String> apps() {
        return apps;
    }

    Set<String> environments() {
        return environments;
    }

    Set<String> teams() {
        return teams;
    }

    /** The application's name, as a link where it has a page. */
    Html app(String root, String name) {
        return link(apps, root + "apps/", name, "");
    }

    /** The same, to a record on its page. */
    Html app(String root, String name, String record) {
        return link(apps, root + "apps/", name, "#r-" + record);
    }

    Html environment(String root, String name) {
        return link(environments, root + "environments/", name, "");
    }

    Html team(String root, String name) {
        return link(teams, root + "teams/", name, "");
    }

    private static Html link(Set<String> those, String folder, String name, String below) {
        return those.contains(name)
                ? new Html().add("<a href=\"{}{}.html{}\">{}</a>", folder, name, below, name)
                : new Html().text(name);
    }
}
