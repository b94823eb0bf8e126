package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.GitOpsException;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.UnexpectedAnswerException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One deployment of an application in a namespace at a time: a Lease that is renewed while it is held, so that whoever dies with it holds nobody up for long. Whether it is held the server
 * alone knows: this machine may have slept, so it is asked before anything that must not be done without.
 */
final class Lock implements AutoCloseable {

    private static final Duration SHORT = Duration.ofSeconds(4);
    private static final Duration GOODBYE = Duration.ofMillis(1_200);

    /** How long an older deployment may wait for health before a newer one takes over. */
    static final Duration HANGS = Duration.ofSeconds(10);

    private final Cluster cluster;
    private final String path;
    private final Claim claim;
    private final boolean abandoned;
    private final Thread renewal = new Thread(this::renew, "gitops-lease");
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile JsonNode lease;
    private volatile @Nullable String lostTo;

    /**
     * A lock that was taken just now.
     *
     * @param abandoned whether its last holder did not give it back, and may still believe that it holds it
     */
    Lock(Cluster cluster, String path, Claim claim, JsonNode lease, boolean abandoned) {
        this.cluster = cluster;
        this.path = path;
        this.claim = claim;
        this.lease = lease;
        this.abandoned = abandoned;
        renewal.setDaemon(true);
        renewal.start();
    }

    boolean abandoned() {
        return abandoned;
    }

    /** Who holds it, different for every deployment. */
    String holder() {
        return claim.holder();
    }

    private void renew() {
        try {
            while (lostTo == null && !released.await(Claim.LENGTH.toMillis() / 3, TimeUnit.MILLISECONDS)) {
                try {
                    rewrite(SHORT);
                } catch (GitOpsException unreachable) {
                    // nobody else can take it either while nobody answers; whether it is still ours is asked later
                    continue;
                }
            }
        } catch (InterruptedException ended) {
            return;
        }
    }

    /** Renews it; a conflict may be with one's own write, whose answer was lost, or with a wish that stands in it now. */
    private synchronized void rewrite(Duration budget) {
        for (int tries = 0; tries < 5 && lostTo == null; tries++) {
            if (released.getCount() == 0) {
                return;
            }
            Answer answer = cluster.call(Call.put(path, claim.renewed(lease)), budget);
            if (answer.ok() && answer.body().isObject()) {
                lease = answer.body();
                return;
            }
            if (!answer.ok() && !answer.conflict() && !answer.notFound()) {
                throw new UnexpectedAnswerException(cluster.name(), Call.get(path), answer);
            }
            look(budget);
        }
    }

    private void look(Duration budget) {
        Answer now = cluster.call(Call.get(path), budget);
        if (now.notFound()) {
            lostTo = "nobody: the Lease was deleted";
        } else if (!now.ok()) {
            throw new UnexpectedAnswerException(cluster.name(), Call.get(path), now);
        } else if (!Claim.holder(now.body()).equals(claim.holder())) {
            lostTo = Claim.holder(now.body()).isEmpty() ? "another deployment" : Claim.holder(now.body());
        } else {
            lease = now.body();
        }
    }

    /**
     * Asks the server whether it is still ours.
     *
     * @throws GitOpsException if the server cannot be asked
     */
    boolean held() {
        if (lostTo == null) {
            rewrite(Duration.ofSeconds(20));
        }
        return lostTo == null;
    }

    /** Why waiting must end, as far as is known without asking. */
    Optional<DeploymentFailure> ended(Duration waited) {
        if (lostTo != null) {
            return Optional.of(lost());
        }
        JsonNode now = lease;
        String by = Claim.overtaker(now);
        boolean givesWay = by != null && (Claim.urgent(now) || waited.compareTo(HANGS) >= 0);
        return givesWay
                ? Optional.of(DeploymentFailure.of(
                        "Overtaken",
                        "overtaken by " + by + ", which is newer and waits for this deployment to become healthy"))
                : Optional.empty();
    }

    DeploymentFailure lost() {
        return DeploymentFailure.of(
                "LockLost",
                "the Lease was lost to " + lostTo
                        + " while this deployment stood still; from then on nothing was written or deleted. Deploy again if Git still wants it");
    }

    /** Gives it back; what cannot be given back expires. */
    @Override
    public void close() {
        released.countDown();
        // an aborted deployment gives it back too
        boolean interrupted = Thread.interrupted();
        try {
            release();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void release() {
        try {
            for (int tries = 0; tries < 3 && lostTo == null; tries++) {
                if (cluster.call(Call.put(path, claim.released(lease)), GOODBYE).ok()) {
                    return;
                }
                look(GOODBYE);
            }
        } catch (GitOpsException unreachable) {
            return;
        }
    }
}
