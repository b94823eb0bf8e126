package dev.gitops.audit.report;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.ImageRef;
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
 * @param links where commits and images are to be seen
 * @param diffs gives the diff of a deployment, where one can be had
 */
public record ReportInput(
        String title, Instant now, List<String> environments, List<App> apps, Links links, Diffs diffs) {

    /** Copies the lists. */
    public ReportInput {
        environments = List.copyOf(environments);
        apps = List.copyOf(apps);
    }

    /** Tells where things are to be seen in a browser. An address that is not one of the web becomes no link. */
    public interface Links {

        /** Nowhere. */
        Links NONE = new Links() {
            @Override
            public Optional<String> commit(String app, String commit) {
                return Optional.empty();
            }

            @Override
            public Optional<String> image(ImageRef image) {
                return Optional.empty();
            }
        };

        /**
         * The page of a commit of an application's config repository; asked by several threads.
         *
         * @param app the application's name, of the inventory or of a record
         * @param commit the full id
         * @return its address
         */
        Optional<String> commit(String app, String commit);

        /**
         * The page of an image; asked by several threads.
         *
         * @param image the image
         * @return its address
         */
        Optional<String> image(ImageRef image);
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

        Optional<Cell> in(String environment) {
            return cells.stream()
                    .filter(cell -> cell.environment().equals(environment))
                    .findFirst();
        }
    }

    /**
     * An application in an environment: what Git wants, what was deployed, and what was seen in the cluster.
     *
     * @param environment the environment
     * @param from the environments its releases come from
     * @param wanted what Git wants
     * @param deployed the last deployment that reached the cluster; null where there was none
     * @param seen how the cluster was when somebody looked last; null where nobody did
     * @param current whether what Git wants is what was last deployed
     * @param behind the environments that run newer releases
     * @param hold why automation is stopped; null where it is not
     * @param frozen why the environment is frozen now; null where it is not
     * @param pending the open change request; null where there is none
     * @param waiting why a verified release may not be promoted here yet; null where it may
     * @param baking that what was deployed bakes, and until when; null where it does not
     * @param problem what could not be told, and why; null where all could
     */
    public record Cell(
            String environment,
            List<String> from,
            Wanted wanted,
            @Nullable Deployed deployed,
            @Nullable Seen seen,
            boolean current,
            List<Behind> behind,
            @Nullable Stop hold,
            @Nullable Stop frozen,
            @Nullable Pending pending,
            @Nullable String waiting,
            @Nullable String baking,
            @Nullable String problem) {

        /** Copies the lists. */
        public Cell {
            from = List.copyOf(from);
            behind = List.copyOf(behind);
        }
    }

    /**
     * What Git wants.
     *
     * @param version what it is, for people: the tag, or what tells images apart; empty where there is nothing yet
     * @param images the images
     * @param commit the config commit; null where unknown
     * @param since when it was committed; null where unknown
     * @param by who asked for it; null where unknown
     */
    public record Wanted(
            String version,
            List<ImageRef> images,
            @Nullable String commit,
            @Nullable Instant since,
            @Nullable String by) {

        /** Copies the images. */
        public Wanted {
            images = List.copyOf(images);
        }
    }

    /**
     * The last deployment that reached the cluster.
     *
     * @param version what it brought, for people
     * @param commit the config commit; null where unknown
     * @param at when it ended
     * @param by who asked for it; null where unknown
     * @param outcome how it ended, the record's word
     */
    public record Deployed(
            String version,
            @Nullable String commit,
            Instant at,
            @Nullable String by,
            String outcome) {

        boolean verified() {
            return outcome.equals("verified") || outcome.equals("unchanged");
        }
    }

    /**
     * How a cluster was.
     *
     * @param health how it was
     * @param detail what is not healthy, for people; empty where all is, or nobody asked for each object
     * @param drift how the cluster differs from Git, for people; null where it does not or nobody asked
     * @param at when it was looked at
     */
    public record Seen(
            Health health, String detail, @Nullable String drift, Instant at) {}

    /** How a cluster is. */
    public enum Health {
        /** All objects are healthy. */
        HEALTHY,
        /** A rollout is under way. */
        PROGRESSING,
        /** Something is broken. */
        UNHEALTHY,
        /** It cannot be told. */
        UNKNOWN
    }

    /**
     * An environment that runs a newer release.
     *
     * @param environment the environment
     * @param releases how many releases it is ahead
     */
    public record Behind(String environment, int releases) {}

    /**
     * Why something may not change.
     *
     * @param phrase in a few words
     * @param whole with everything that is known
     */
    public record Stop(String phrase, String whole) {}

    /**
     * A change request that waits.
     *
     * @param name what people call it: {@code #7}, or its branch where there is no host
     * @param url where it is; null where there is no page of it
     */
    public record Pending(String name, @Nullable String url) {}
}
