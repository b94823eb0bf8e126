package dev.gitops.testkit;

import static dev.gitops.api.EnvironmentName.DEV;

import dev.gitops.api.GitOps;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Pipeline;
import java.nio.file.Path;

/** A tool that embeds the SDK and brings no log: {@link QuietProcessTest} runs it in a process of its own. */
final class Embedder {

    private Embedder() {}

    public static void main(String[] arguments) {
        GitOpsWorld world = GitOpsWorld.withShop(Path.of(arguments[0]));
        try (GitOps gitops = world.as("alice")) {
            Pipeline shop = Pipeline.forApp(gitops.app("shop"));
            shop.release(ImageRef.parse(GitOpsWorld.IMAGE + ":2.0.0")).to(DEV).execute();
            shop.deploy(DEV).execute();
        }
    }
}
