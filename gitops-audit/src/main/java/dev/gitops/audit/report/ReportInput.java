package dev.gitops.audit.report;

import dev.gitops.api.DeploymentRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is so now, as the report shows it beside the records.
 *
 * @param title the report's title
 * @param now when this was so; ages count from it
 * @param environments the environments in the order of promotion: the columns
 * @param apps the applications: the rows
 * @param diffs gives the diff of a deployment, where one can be had
 */
public record ReportInput(String title, Instant now, List<String> environments, List<App> apps, Diffs diffs) {

    /** Copies the lists. */
    public ReportInput {
        environments = List.copyOf(environments);
        apps = List.copyOf(apps);
    }

    /** Gives diffs. */
    @FunctionalInterface
    public interface Diffs {

        /** Usually: each may have to be fetched and rendered. */
        int MOST = 100;

        /** No diffs at all. */
        Diffs NONE = (deployment, before) -> Optional.empty();

        /**
         * The diff of a deployment; asked for the newest few of all applications, one after another.
         *
         * @param deployment the deployment
         * @param before the one before it that was verified in the same environment
         * @return a unified diff without secrets
         */
        Optional<String> of(DeploymentRecord deployment, DeploymentRecord before);

        /** {@return how many are asked for at the most} */
        default int most() {
            return MOST;
        }
    }

    /**
     * An application.
     *
     * @param name its name
     * @param team its team; null for none
     * @param cells what it has in the environments it has; an environment without a cell is one that it does not have
     */
    public record App(String name, @Nullable String team, List<Cell> cells) {

        /** Copies the cells. */
        public App {
            cells = List.copyOf(cells);
        }
    }

    /**
     * An application in an environment.
     *
     * @param environment the environment
     * @param version what it has, for people: the tag, or what tells images apart; empty where it has nothing yet
     * @param images the whole references
     * @param commit the config commit; null where unknown
     * @param deployedAt when it was last deployed; null where unknown
     * @param verified whether what Git has was verified there
     * @param health how the cluster is; {@link Health#UNKNOWN} where nobody asked
     * @param drift how the cluster differs from Git, for people; null where it does not or nobody asked
     * @param hold why automation is stopped; null where it is not
     * @param frozen why the environment is frozen now; null where it is not
     * @param pending the open change request; null where there is none
     */
    public record Cell(
            String environment,
            String version,
            List<String> images,
            @Nullable String commit,
            @Nullable Instant deployedAt,
            boolean verified,
            Health health,
            @Nullable String drift,
            @Nullable String hold,
            @Nullable String frozen,
            @Nullable Pending pending) {

        /** Copies the images. */
        public Cell {
            images = List.copyOf(images);
        }
    }

    /** How a cluster is. */
    public enum Health {
        /** All objects are healthy. */
        HEALTHY,
        /** A rollout is under way. */
        PROGRESSING,
        /** Something is broken. */
        UNHEALTHY,
        /** Nobody asked. */
        UNKNOWN
    }

    /**
     * A change request that waits.
     *
     * @param version what it would bring, for people
     * @param url where it is
     * @param number its number
     */
    public record Pending(String version, String url, long number) {}
}
