package dev.gitops.forge.gitea;

import dev.gitops.http.Call;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Resource;
import java.util.concurrent.TimeUnit;

/**
 * Deletions of branches as Gitea works them off: some time after the push, and then it closes whatever pull request comes from a branch of that name, be it a new branch and a new pull request. The
 * repository's activity tells when that is done.
 */
final class GiteaDeletions {

    private static final int NEWEST = 50;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(15);
    private static final long PAUSE_MILLIS = 250;

    private final Call call;
    private final Resource activity;

    GiteaDeletions(Call call, Resource repository) {
        this.call = call;
        this.activity = repository.at("activities").at("feeds").with("limit", NEWEST);
    }

    /** Deletes a branch, and waits until that is worked off, as long as it usually takes; not where the host does not tell. */
    void settle(String branch, Runnable deletion) {
        long before = told(branch, 0);
        deletion.run();
        long end = System.nanoTime() + PATIENCE;
        while (before >= 0 && told(branch, before) == before && System.nanoTime() < end) {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** The number of the newest deletion of a branch; another one where there was none, negative where the host does not tell. */
    private long told(String branch, long otherwise) {
        try {
            return call.list(activity)
                    .limit(NEWEST)
                    .filter(event -> event.is("delete_branch", "op_type"))
                    .filter(event -> event.is("refs/heads/" + branch, "ref_name"))
                    .mapToLong(event -> event.number("id"))
                    .max()
                    .orElse(otherwise);
        } catch (ForgeException untold) {
            return -1;
        }
    }
}
