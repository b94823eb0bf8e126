package dev.gitops.engine.deployment;

/** Does to its end what must be done even by a thread that was told to stop. */
final class Undisturbed {

    private Undisturbed() {}

    /** Runs it in a thread of its own, and waits for it; whether this thread was told to stop is known afterwards as before. */
    static void run(Runnable work) {
        RuntimeException[] thrown = new RuntimeException[1];
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException failed) {
                        thrown[0] = failed;
                    }
                },
                "gitops-record");
        thread.start();
        boolean stopped = Thread.interrupted();
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException now) {
                stopped = true;
            }
        }
        if (stopped) {
            Thread.currentThread().interrupt();
        }
        if (thrown[0] != null) {
            throw thrown[0];
        }
    }
}
