package dev.gitops.api;

import dev.gitops.stability.Incubating;
import java.util.List;
import java.util.Optional;

/**
 * Previews of change requests to applications' sources: ordinary environments that come with the first build of a request and go with its end. All is read at the inventory's home; the inventory at hand
 * may be older.
 */
@Incubating
public interface Previews {

    /** {@return the previews of all applications that are kept where the inventory is, in its order; nobody is asked whether their requests are open} */
    List<Preview> list();

    /**
     * The previews of an application.
     *
     * @param app the application
     * @return the previews in the order of the inventory; nobody is asked whether their requests are open
     */
    List<Preview> list(String app);

    /** {@return the previews of all applications that are to go, each with the reason: the request was merged or closed, or its last build is too long ago} */
    List<Preview> ended();

    /**
     * The previews of an application that are to go.
     *
     * @param app the application
     * @return them, each with the reason
     */
    List<Preview> ended(String app);

    /**
     * Plans to give a build of a change request its preview: the environment in the inventory and its files, in one commit, or other images where it is there.
     *
     * @param build the build
     * @return the plan; up to date where it has the images
     * @throws InvalidInputException if there is no such application or change request, or the application has no previews
     */
    Plan up(PreviewBuild build);

    /**
     * Plans to take a preview out of Git. What is in its cluster goes by {@link Lifecycle#undeployment}.
     *
     * @param app the application
     * @param request the number of the change request
     * @return the plan; up to date where it is gone
     * @throws InvalidInputException if there was never one
     */
    Plan down(String app, long request);

    /**
     * Plans to take a preview out of Git, and says why.
     *
     * @param app the application
     * @param request the number of the change request
     * @param reason why
     * @return the plan; up to date where it is gone
     * @throws InvalidInputException if there was never one
     */
    Plan down(String app, long request, String reason);

    /**
     * Plans to deploy a preview.
     *
     * @param app the application
     * @param request the number of the change request
     * @return the plan
     * @throws InvalidInputException if there is none
     */
    DeploymentPlan deployment(String app, long request);

    /**
     * Says below the change request how its preview is: one comment, changed in place.
     *
     * @param app the application
     * @param request the number of the change request
     * @param state how it is
     * @return the URL of the change request; empty where its host is not the inventory's, so that nobody can be told
     */
    Optional<String> tell(String app, long request, State state);

    /**
     * The name of a preview's environment.
     *
     * @param app the application
     * @param request the number of the change request
     * @return the name, a DNS label
     */
    EnvironmentName name(String app, long request);

    /** How a preview is. */
    enum State {
        /** It is in Git, and on its way to the cluster. */
        COMING,
        /** It was deployed and verified. */
        READY,
        /** It could not be deployed. */
        FAILED,
        /** It was taken away. */
        GONE
    }
}
