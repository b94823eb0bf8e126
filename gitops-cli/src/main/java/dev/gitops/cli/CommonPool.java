package dev.gitops.cli;

/**
 * The threads that this program shares. On machines of one or two processors Java gives its common pool one thread, and then starts a new thread for each asynchronous step instead; Java's HTTP
 * client has such a step for every answer, so that a deployment of a thousand objects started two thousand threads (ADR 190).
 */
final class CommonPool {

    private static final String PARALLELISM = "java.util.concurrent.ForkJoinPool.common.parallelism";
    private static final int FEWEST = 2;

    private CommonPool() {}

    /** To be called before anything asynchronous; what was said on the command line of Java stands. */
    static void widen() {
        if (Runtime.getRuntime().availableProcessors() <= FEWEST && System.getProperty(PARALLELISM) == null) {
            System.setProperty(PARALLELISM, String.valueOf(FEWEST));
        }
    }
}
