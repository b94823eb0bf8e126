package dev.gitops.api.review;

/**
 * An application in an environment, by their names.
 *
 * @param app the application
 * @param environment the environment
 */
public record ReviewPlace(String app, String environment) implements Comparable<ReviewPlace> {

    @Override
    public int compareTo(ReviewPlace other) {
        int byApp = app.compareTo(other.app);
        return byApp != 0 ? byApp : environment.compareTo(other.environment);
    }

    @Override
    public String toString() {
        return app + " in " + environment;
    }
}
