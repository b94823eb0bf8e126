package dev.gitops.cluster.client;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Bounds what one client asks of its server: so many requests at once, and where that is wished so many a second. */
final class Throttle {

    /** One HTTP/2 connection carries at most 100 requests; watches need some of them. */
    static final int AT_ONCE = 48;

    private final Semaphore places;
    private final long spacing;
    private long next = System.nanoTime();

    /**
     * A bound.
     *
     * @param atOnce how many requests may be under way
     * @param perSecond how many may begin in a second; 0 for no bound, as the server has flow control of its own
     */
    Throttle(int atOnce, double perSecond) {
        this.places = new Semaphore(atOnce, true);
        this.spacing = perSecond > 0 ? (long) (TimeUnit.SECONDS.toNanos(1) / perSecond) : 0;
    }

    void enter() throws InterruptedException {
        if (spacing > 0) {
            TimeUnit.NANOSECONDS.sleep(reserve());
        }
        places.acquire();
    }

    void leave() {
        places.release();
    }

    private synchronized long reserve() {
        long now = System.nanoTime();
        next = Math.max(next + spacing, now);
        return next - now;
    }
}
