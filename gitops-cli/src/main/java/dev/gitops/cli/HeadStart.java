package dev.gitops.cli;

import dev.gitops.api.Settings;
import dev.gitops.git.GitStart;
import dev.gitops.inventory.InventoryLoader;

/** Begins, on another processor while the command line is read, with what nearly every command does first. */
final class HeadStart {

    private HeadStart() {}

    static void begin() {
        Thread ahead = new Thread(HeadStart::prepare, "head start");
        ahead.setDaemon(true);
        ahead.setUncaughtExceptionHandler((thread, failure) -> {}); // whoever needs it meets it again, and tells it
        ahead.start();
    }

    private static void prepare() {
        InventoryLoader.prepare();
        GitStart.prepare(Settings.fromEnvironment().cacheFolder());
    }
}
