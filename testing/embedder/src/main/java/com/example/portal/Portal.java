package com.example.portal;

import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Pipeline;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Releases many applications at once, and says in a word what became of each. */
public final class Portal {

    private final GitOps gitops;
    private final ExecutorService pool;

    public Portal(GitOps gitops, ExecutorService pool) {
        this.gitops = gitops.within(Duration.ofMinutes(2));
        this.pool = pool;
    }

    public Map<String, String> release(Map<String, ImageRef> images, EnvironmentName environment)
            throws InterruptedException, ExecutionException {
        Map<String, Future<String>> running = new TreeMap<>();
        images.forEach((app, image) -> running.put(app, pool.submit(() -> release(app, image, environment))));
        Map<String, String> words = new TreeMap<>();
        for (Map.Entry<String, Future<String>> each : running.entrySet()) {
            words.put(each.getKey(), each.getValue().get());
        }
        return words;
    }

    private String release(String app, ImageRef image, EnvironmentName environment) {
        try {
            Pipeline pipeline = Pipeline.forApp(gitops.app(app));
            ChangeOutcome outcome = pipeline.release(image).to(environment).execute();
            return outcome.fold(new Words(pipeline, environment));
        } catch (GitOpsException failed) {
            return (failed.retryable() ? "try again: " : "failed: ") + failed.getMessage();
        }
    }

    /** What is said of each end; what is committed is deployed. */
    private record Words(Pipeline pipeline, EnvironmentName environment) implements ChangeOutcome.Cases<String> {

        @Override
        public String committed(ChangeOutcome.Committed committed) {
            DeploymentOutcome deployed = pipeline.deploy(environment).execute();
            return deployed.failed().map(failure -> "failed: " + failure.reason()).orElse(deployed.word());
        }

        @Override
        public String requested(ChangeOutcome.Requested requested) {
            return "waits for review on " + requested.branch();
        }

        @Override
        public String merged(ChangeOutcome.Merged merged) {
            return "merged";
        }

        @Override
        public String closed(ChangeOutcome.Closed closed) {
            return "nobody wanted it";
        }

        @Override
        public String upToDate(ChangeOutcome.UpToDate upToDate) {
            return "is there already";
        }

        @Override
        public String superseded(ChangeOutcome.Superseded superseded) {
            return "a newer one is there";
        }

        @Override
        public String conflicting(ChangeOutcome.Conflicting conflicting) {
            return "something is in the way";
        }

        @Override
        public String refused(ChangeOutcome.Refused refused) {
            return "refused: " + refused.refusals().get(0).kind();
        }
    }
}
