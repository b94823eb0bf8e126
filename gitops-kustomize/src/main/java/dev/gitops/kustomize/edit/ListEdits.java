package dev.gitops.kustomize.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Edits of lists: files and folders, patches, build metadata. */
final class ListEdits {

    private static final String PATCHES = "patches";
    private static final String RESOURCES = "resources";
    private static final String BASES = "bases";
    private static final String BUILD_METADATA = "buildMetadata";

    private final Changes changes;

    ListEdits(Changes changes) {
        this.changes = changes;
    }

    void add(ListField field, List<String> entries, Consumer<String> notice) {
        addNew(
                field.key(),
                entries,
                texts(field.key()),
                entry -> notice.accept(field.noun() + " " + entry + " already in kustomization file"));
    }

    void addBases(List<String> bases) {
        List<String> present = texts(RESOURCES);
        present.addAll(texts(BASES));
        addNew(RESOURCES, bases, present, base -> {
            throw new KustomizeEditException("base " + base + " already in kustomization file");
        });
    }

    void addBuildMetadata(List<String> options) {
        addNew(BUILD_METADATA, options, texts(BUILD_METADATA), option -> {
            throw new KustomizeEditException("buildMetadata option " + option + " already in kustomization file");
        });
    }

    private void addNew(String field, List<String> entries, List<String> present, Consumer<String> isThere) {
        for (String entry : entries) {
            if (present.contains(entry)) {
                isThere.accept(entry);
            } else {
                present.add(entry);
                changes.add(changes.path(field), entry);
            }
        }
    }

    private List<String> texts(String field) {
        return new ArrayList<>(Keys.texts(changes.root(), field));
    }

    void remove(ListField field, List<String> patterns) {
        removeMatching(field.key(), patterns);
        if (field == ListField.RESOURCES) {
            removeMatching(BASES, patterns);
        }
    }

    void removeMatching(String field, List<String> patterns) {
        List<Wildcard> wildcards = patterns.stream().map(Wildcard::new).toList();
        List<String> present = Keys.texts(changes.root(), field);
        changes.removeItems(
                field, indexes(present, entry -> wildcards.stream().anyMatch(wildcard -> wildcard.matches(entry))));
    }

    private static <T> List<Integer> indexes(List<T> entries, Predicate<T> wanted) {
        return IntStream.range(0, entries.size())
                .filter(i -> wanted.test(entries.get(i)))
                .boxed()
                .toList();
    }

    void add(PatchEntry patch, Consumer<String> notice) {
        if (Keys.list(changes.root(), PATCHES).stream().anyMatch(patch::matches)) {
            notice.accept("patch " + patch.path() + patch.patch() + " already in kustomization file");
        } else {
            changes.add(changes.path(PATCHES), patch.entry());
        }
    }

    void remove(PatchEntry patch, Consumer<String> notice) {
        List<Integer> indexes = indexes(Keys.list(changes.root(), PATCHES), patch::matches);
        if (indexes.isEmpty()) {
            notice.accept("patch " + patch.path() + patch.patch() + " doesn't exist in kustomization file");
        }
        changes.removeItems(PATCHES, indexes);
    }
}
