package dev.gitops.audit.endpoint;

import java.time.Duration;

/** Sends records until they are acknowledged, refused, or a budget of time is spent. */
final class Sender {

    /** For records that wait behind one that waits. */
    static final Post.Result NOT_TRIED = new Post.Result(Post.Answer.LATER, Duration.ZERO, "");

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final int MOST_FAILURES = 6;

    private final Post post;
    private final String name;

    Sender(Post post, String name) {
        this.post = post;
        this.name = name;
    }

    Budget budget(Duration time) {
        return new Budget(time);
    }

    /** What is left of the time; once the endpoint has failed too often in a row, nothing more is tried. */
    final class Budget {
        private final long end;
        private int failures;

        private Budget(Duration time) {
            end = System.nanoTime() + time.toNanos();
        }

        Post.Result send(String id, byte[] json) {
            Post.Result last =
                    new Post.Result(Post.Answer.LATER, Duration.ZERO, name + " did not take the records before");
            Duration pause = FIRST_PAUSE;
            while (failures < MOST_FAILURES && left().toMillis() > 0) {
                try {
                    last = told(post.send(id, json, left()));
                    if (last.answer() != Post.Answer.LATER) {
                        failures = 0;
                        return last;
                    }
                    failures++;
                    Duration wait = last.retryAfter().compareTo(pause) > 0 ? last.retryAfter() : pause;
                    if (failures < MOST_FAILURES && wait.compareTo(left()) < 0) {
                        Thread.sleep(wait.toMillis());
                    } else {
                        failures = MOST_FAILURES;
                    }
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    failures = MOST_FAILURES;
                }
            }
            return last;
        }

        private Duration left() {
            return Duration.ofNanos(end - System.nanoTime());
        }

        private Post.Result told(Post.Result result) {
            return new Post.Result(result.answer(), result.retryAfter(), name + ": " + result.why());
        }
    }
}
