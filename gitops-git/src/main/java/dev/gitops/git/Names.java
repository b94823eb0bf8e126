package dev.gitops.git;

import dev.gitops.git.past.NamedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/** Where files of some names are, kept beside the cache for the tip that was asked last. */
final class Names {

    private final Store store;
    private final Map<String, NamedFiles> known = new ConcurrentHashMap<>();

    Names(Store store) {
        this.store = store;
    }

    /** The files of a tree whose names a pattern matches; for a branch's tip the answer is kept. */
    List<String> in(ObjectId tree, boolean isTip, Pattern name) throws Exception {
        String question = name.flags() + " " + name.pattern();
        Predicate<String> wanted = name.asMatchPredicate();
        Path file = store.cache().names(question);
        try (ObjectReader reader = store.repository().newObjectReader()) {
            @Nullable NamedFiles before = known.get(question);
            if (before == null) {
                before = NamedFiles.load(file, question).orElse(null);
            }
            NamedFiles now = before == null ? NamedFiles.in(reader, tree, wanted) : before.at(reader, tree, wanted);
            known.put(question, now);
            if (isTip && now != before) {
                keep(now, file, question);
            }
            return List.copyOf(now.paths());
        }
    }

    /** It can be had again at any time, so that it cannot be kept is no failure. */
    private void keep(NamedFiles found, Path file, String question) {
        try {
            found.save(file, question);
        } catch (IOException unwritable) {
            store.progress().tell("what was found cannot be kept: " + unwritable.getMessage());
        }
    }
}
