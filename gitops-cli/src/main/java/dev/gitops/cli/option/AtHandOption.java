package dev.gitops.cli.option;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.GitOps;
import dev.gitops.api.Inventory;
import dev.gitops.api.Settings;
import dev.gitops.cli.output.Json;
import dev.gitops.git.FilesAtHand;
import dev.gitops.git.LocalClone;
import dev.gitops.text.Shown;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A clone on this machine as its files are now, or as they were committed. */
public final class AtHandOption {

    private static final int NAMED = 5;
    private static final int SHORT_ID = 7;

    @Mixin
    private CloneOption clone = new CloneOption();

    @Option(
            names = "--committed",
            description = "With --clone: look at the commit that is checked out, not at files that are not committed.")
    private boolean committed;

    private @Nullable LocalClone given;
    private @Nullable LocalClone looked;
    private List<String> uncommitted = List.of();

    /** For picocli. */
    public AtHandOption() {}

    /**
     * The inventory over the clone where one is given; people are told which files of it are not committed.
     *
     * @param common the inventory, the cache, and where people are told
     * @return it, opened; close it at the end
     */
    public GitOps open(CommonOptions common) {
        return open(common, common.inventory(), true);
    }

    /**
     * One application of the inventory, as {@link #open} has it, for who reads a branch: where none is checked out, files at hand belong to none.
     *
     * @param common the inventory, the cache, and where people are told
     * @param app the application's name
     * @return that part of it, opened; close it at the end
     */
    public GitOps openBranch(CommonOptions common, String app) {
        return open(common, common.inventory(app), false);
    }

    /**
     * One application of the inventory over what is committed in the clone, where one is given.
     *
     * @param common the inventory and the cache
     * @param app the application's name
     * @return that part of it, opened; close it at the end
     */
    public GitOps openCommitted(CommonOptions common, String app) {
        return clone.open(common.settings(), common.inventory(app));
    }

    private GitOps open(CommonOptions common, Inventory inventory, boolean detached) {
        Settings settings = common.settings();
        given = clone.clone(settings).orElse(null);
        if (given == null) {
            return GitOps.open(inventory, settings);
        }
        looked = given;
        if (!committed && (detached || given.branch().isPresent())) {
            FilesAtHand files = FilesAtHand.of(given);
            uncommitted = files.uncommitted();
            looked = files.committed(settings.cacheFolder());
            if (!uncommitted.isEmpty()) {
                common.tell("this looks at " + inWords() + ": " + names() + "; --committed leaves that out");
            }
        }
        return CloneOption.open(looked, inventory, settings);
    }

    /** {@return the commit that is looked at; empty where no clone is given} */
    public Optional<String> head() {
        return Optional.ofNullable(looked).flatMap(LocalClone::head);
    }

    /** {@return as in {@code commit 1a2b3c4 and 2 files that are not committed}; empty where no clone is given, or one without commits} */
    public String inWords() {
        String commit = base().map(id -> "commit " + id.substring(0, SHORT_ID)).orElse("");
        return switch (uncommitted.size()) {
            case 0 -> commit;
            case 1 -> commit + " and a file that is not committed";
            default -> commit + " and " + uncommitted.size() + " files that are not committed";
        };
    }

    private String names() {
        int more = uncommitted.size() - NAMED;
        return uncommitted.stream().limit(NAMED).map(Shown::line).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private Optional<String> base() {
        return Optional.ofNullable(given).filter(there -> !clone.isFresh()).flatMap(LocalClone::head);
    }

    /**
     * Says in a document what was looked at, where a clone is given: {@code commit}, where there is one, and {@code uncommitted}.
     *
     * @param document the document
     */
    public void describe(ObjectNode document) {
        if (given != null) {
            Json.put(document, "commit", base());
            document.set("uncommitted", Json.array(uncommitted));
        }
    }
}
