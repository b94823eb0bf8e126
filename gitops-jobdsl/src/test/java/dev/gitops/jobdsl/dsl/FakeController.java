package dev.gitops.jobdsl.dsl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/**
 * A controller that does with a script's items what Job DSL does, as it was seen on a real one: an item of another seed fails the build before anything is made; what a build declared is compared
 * with the newest build that declared something; of what is gone only jobs with parameters can be disabled; and whatever is gone is no longer the seed's own.
 */
final class FakeController {

    /** What Job DSL does with items that a run does not declare. */
    enum Removed {
        IGNORE,
        DISABLE,
        DELETE
    }

    private final Map<String, FakeItem> items = new TreeMap<>();
    private final Map<String, String> seedOf = new HashMap<>();
    private final Map<String, Set<String>> declaredBefore = new HashMap<>();
    private final List<String> log = new ArrayList<>();
    private int declared;

    /** One step of Job DSL in a build of a seed. */
    void run(String seed, String json, Removed action) {
        Jenkins.get().has(items);
        Recorder recorder = SeedRun.declare(SeedRun.script(), json);
        log.addAll(recorder.printed());
        declared = recorder.paths().size();
        Set<String> fresh = recorder.items()
                .filter(item -> !item.kind().equals("listView"))
                .map(Item::path)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        for (String path : fresh) {
            String owner = seedOf.getOrDefault(path, seed);
            if (!owner.equals(seed)) {
                throw new IllegalStateException(
                        "Could not create item " + path + ", item is already managed by seed job " + owner);
            }
        }
        recorder.items().forEach(this::make);
        Set<String> gone = new TreeSet<>(declaredBefore.getOrDefault(seed, Set.of()));
        gone.removeAll(fresh);
        gone.forEach(path -> {
            FakeItem item = items.get(path);
            if (action == Removed.DELETE && item != null) {
                item.delete();
            } else if (action == Removed.DISABLE && item instanceof FakeItem.PipelineJob job) {
                job.makeDisabled(true);
            }
            seedOf.remove(path);
        });
        fresh.forEach(path -> seedOf.put(path, seed));
        declaredBefore.put(seed, fresh);
    }

    private void make(Item item) {
        if (item.kind().equals("listView")) {
            ((FakeItem.Folder) items.get(item.parent()))
                    .add(new FakeItem.View(
                            item.path().substring(item.parent().length() + 1),
                            item.call().argumentText("description")));
            return;
        }
        FakeItem there = items.get(item.path());
        boolean off = there != null && there.isOff();
        FakeItem made = switch (item.kind()) {
            case "folder" -> there == null ? new FakeItem.Folder(items, item.path()) : there;
            case "pipelineJob" ->
                new FakeItem.PipelineJob(
                        items,
                        item.path(),
                        item.call().has("script") ? item.call().argumentText("script") : null);
            default -> new FakeItem.Multibranch(items, item.path(), item.call().argumentText("id"));
        };
        // What a declaration does not say stays as it is.
        boolean said = item.call().has("disabled") || item.configured().contains("<disabled>false</disabled>");
        made.turn(off && !said);
        items.put(item.path(), made);
    }

    /** A job that somebody made by hand. */
    void byHand(String path) {
        items.put(path, new FakeItem.PipelineJob(items, path, "node { }"));
    }

    /** Somebody disables a job by hand. */
    void disabledByHand(String path) {
        items.get(path).turn(true);
    }

    Set<String> paths() {
        return new TreeSet<>(items.keySet());
    }

    Set<String> disabled() {
        return items.values().stream()
                .filter(FakeItem::isOff)
                .map(FakeItem::getFullName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Set<String> views() {
        return items.values().stream()
                .flatMap(item -> item instanceof FakeItem.Folder folder
                        ? folder.getViews().stream().map(view -> folder.getFullName() + '/' + view.getViewName())
                        : Stream.empty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** How many items the last run declared. */
    int declared() {
        return declared;
    }

    List<String> log() {
        return log;
    }
}
