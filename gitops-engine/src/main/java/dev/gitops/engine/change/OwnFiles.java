package dev.gitops.engine.change;

import dev.gitops.api.AppSpec;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOpsException;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Place;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.Closure;
import dev.gitops.spi.FileEdit;
import dev.gitops.spi.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The files that go with an application: those that it depends on in the environments it is taken out of, and nobody else does.
 *
 * @param connections what is open for the inventory that still has it
 * @param going the places that are taken away
 * @param whole whether it has no other environment
 * @param inventory the inventory's path, which is nobody's own
 */
record OwnFiles(Connections connections, List<Place> going, boolean whole, String inventory) {

    /**
     * What was found.
     *
     * @param edits the files that go
     * @param notices what stays, and why
     */
    record Found(List<FileEdit> edits, List<String> notices) {}

    Found at(Snapshot tip) {
        Set<String> candidates = new LinkedHashSet<>();
        Set<String> own = new LinkedHashSet<>();
        List<String> notices = new ArrayList<>();
        for (Place place : going) {
            try {
                Closure closure = place.manifests().closure(tip, place.target());
                candidates.addAll(closure.all());
                own.addAll(closure.own());
            } catch (GitOpsException unreadable) {
                notices.add("the files of " + place.inWords() + " stay, as they cannot be read: "
                        + String.valueOf(unreadable.getMessage())
                                .lines()
                                .findFirst()
                                .orElse(""));
            }
        }
        if (whole) {
            candidates.addAll(roots());
        }
        Set<String> files = new TreeSet<>();
        candidates.stream().filter(path -> !path.isEmpty()).forEach(path -> files(tip, path, files));
        files.remove(inventory);
        Set<String> needed = new TreeSet<>();
        if (!files.isEmpty() && !needed(tip, needed, notices)) {
            // who cannot be read may have a part in anything but the places' own files
            files.removeIf(file -> !Closure.covers(own, file));
        }
        List<FileEdit> edits = new ArrayList<>();
        Set<String> kept = new TreeSet<>();
        for (String file : files) {
            if (Closure.covers(needed, file)) {
                kept.add(file);
            } else {
                edits.add(new FileEdit(file, null));
            }
        }
        if (!kept.isEmpty()) {
            notices.add("others have a part in these files, which stay: " + brief(kept));
        }
        for (Place place : going) {
            controller(tip, place).forEach(file -> edits.add(new FileEdit(file, null)));
        }
        return new Found(edits, notices);
    }

    static String brief(Set<String> names) {
        String first = String.join(", ", names.stream().limit(5).toList());
        return names.size() > 5 ? first + " and " + (names.size() - 5) + " more" : first;
    }

    /** The folder that the inventory names for the application as a whole. */
    private Set<String> roots() {
        Set<String> roots = new LinkedHashSet<>();
        Object value = going.get(0).app().manifests().value();
        String path = value instanceof String text
                ? text
                : going.get(0)
                        .app()
                        .manifests()
                        .text("path", going.get(0).app().manifests().text("chart", ""));
        boolean plain = !path.isEmpty() && !path.equals(".") && !path.contains("{") && !path.contains(":");
        if (plain && !(inventory + "/").startsWith(path + "/")) {
            roots.add(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
        }
        return roots;
    }

    private static void files(Snapshot tip, String path, Set<String> files) {
        SourceTree.Type type = tip.type(path).orElse(null);
        if (type == SourceTree.Type.DIRECTORY) {
            tip.list(path).forEach(entry -> files(tip, path + "/" + entry.name(), files));
        } else if (type != null) {
            files.add(path);
        }
    }

    /** What everybody else on this branch depends on; false where that cannot be told of all. */
    private boolean needed(Snapshot tip, Set<String> needed, List<String> notices) {
        Place first = going.get(0);
        boolean told = true;
        for (AppSpec app : connections.inventory().apps().values()) {
            for (EnvironmentName name : app.environments().keySet()) {
                Place place = Place.of(app, name, connections);
                boolean goes = going.stream().anyMatch(each -> each.names().equals(place.names()));
                boolean here =
                        place.workspace() == first.workspace() && place.branch().equals(first.branch());
                if (goes || !here) {
                    continue;
                }
                try {
                    needed.addAll(place.manifests().closure(tip, place.target()).all());
                } catch (GitOpsException unreadable) {
                    told = false;
                    notices.add("what " + place.inWords() + " depends on cannot be read, so shared files stay: "
                            + String.valueOf(unreadable.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""));
                }
            }
        }
        return told;
    }

    /** What {@code gitops init argocd} or {@code flux} wrote for a place, wherever somebody committed it. */
    private static List<String> controller(Snapshot tip, Place place) {
        String name = place.app().name() + "-" + place.environment().name() + ".yaml";
        return tip.filesNamed(Pattern.compile(Pattern.quote(name))).stream()
                .filter(path -> {
                    String text = tip.read(path)
                            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                            .orElse("");
                    return text.contains("gitops.dev/app: " + place.app().name())
                            && text.contains("gitops.dev/environment: "
                                    + place.environment().name())
                            && (text.contains("argoproj.io/") || text.contains("toolkit.fluxcd.io/"));
                })
                .toList();
    }
}
