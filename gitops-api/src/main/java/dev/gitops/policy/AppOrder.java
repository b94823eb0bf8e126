package dev.gitops.policy;

import dev.gitops.api.Refusal;
import java.util.ArrayList;
import java.util.List;

/** Which application of an environment is deployed after which: it waits until those before it are verified as Git has them. */
public final class AppOrder {

    private AppOrder() {}

    /** How an application that comes before is. */
    public enum State {
        /** What Git has is deployed and verified, or there is nothing to deploy. */
        DONE,
        /** Git has something that was not deployed yet. */
        WAITING,
        /** The deployment of what Git has failed. */
        FAILED
    }

    /**
     * An application that comes before.
     *
     * @param app its name
     * @param state how it is in the environment
     */
    public record Before(String app, State state) {}

    /**
     * What is in the way of a deployment.
     *
     * @param app the application that would be deployed
     * @param environment where
     * @param before those that come before it and have the environment
     * @return an obstacle for each that is not done, those that failed first
     */
    public static List<Obstacle> obstacles(String app, String environment, List<Before> before) {
        List<Obstacle> failed = new ArrayList<>();
        List<Obstacle> waiting = new ArrayList<>();
        for (Before one : before) {
            String comes = app + " comes after " + one.app() + ", ";
            String rule = "after/" + one.app();
            String deploy = "gitops deploy " + one.app() + " " + environment;
            if (one.state() == State.FAILED) {
                failed.add(Obstacle.untilDone(
                                Refusal.Kind.DEPENDENCY,
                                comes + "whose deployment to " + environment + " failed",
                                "mend it and deploy it again: " + deploy)
                        .ofRule(rule));
            } else if (one.state() == State.WAITING) {
                waiting.add(Obstacle.untilDone(
                                Refusal.Kind.DEPENDENCY,
                                comes + "and what Git has of that in " + environment + " is not verified yet",
                                "deploy it first: " + deploy)
                        .ofRule(rule));
            }
        }
        failed.addAll(waiting);
        return failed;
    }
}
