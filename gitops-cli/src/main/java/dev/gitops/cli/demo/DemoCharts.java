package dev.gitops.cli.demo;

import dev.gitops.api.GitOpsException;
import dev.gitops.helm.HelmLibrary;
import java.util.function.Consumer;

/**
 * The part of the story on an application whose repository carries its own Helm chart. Where this machine has no native code of Helm, it is left out and said so.
 *
 * @param shell runs the commands
 * @param words tells the story
 */
record DemoCharts(DemoShell shell, Consumer<String> words) {

    void tell() {
        try {
            HelmLibrary.require();
        } catch (GitOpsException missing) {
            words.accept("The part with a Helm chart is left out: " + missing.getMessage());
            return;
        }
        words.accept(
                "The cart carries its Helm chart in its own repository, where a release changes one line of a values file.");
        shell.run(
                0,
                "release",
                "cart",
                "--image",
                "registry.example.com/payments/cart:1.1.0",
                "--to",
                "dev",
                "--build",
                "4",
                "--actor",
                "ci");
        shell.run(0, "deploy", "cart", "dev");
        words.accept("Any other value changes the same way.");
        shell.run(0, "set", "cart", "dev", "redis.host=redis-2", "--actor", "alice", "--reason", "CART-7");
        shell.run(0, "deploy", "cart", "dev");
        shell.run(0, "promote", "cart", "--from", "dev", "--to", "staging", "--actor", "alice");
        shell.run(0, "deploy", "cart", "staging");
        words.accept("What is left between the two is what each has of its own.");
        shell.run(6, "parity", "cart", "dev", "staging");
        words.accept("The way back restores the environment's values file.");
        shell.run(0, "rollback", "cart", "--in", "dev", "--actor", "alice", "--reason", "redis-2 is slow");
        shell.run(0, "deploy", "cart", "dev");
        shell.run(0, "history", "cart", "--in", "dev");
    }
}
