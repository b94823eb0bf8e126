package dev.gitops.policy;

import dev.gitops.api.AppSpec;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which way releases may take through an application's environments. */
public final class PromotionPaths {

    private PromotionPaths() {}

    /**
     * Why a release may not enter an environment directly.
     *
     * @param app the application
     * @param environment one of its environments
     * @return the reason; empty where it may
     */
    public static Optional<String> releaseRefusal(AppSpec app, EnvironmentSpec environment) {
        boolean entrance =
                environment.promotesFrom().isEmpty() || app.ci().branches().containsValue(environment.name());
        return entrance
                ? Optional.empty()
                : Optional.of(environment.name() + " gets its releases by promotion from " + names(environment)
                        + "; use: gitops promote " + app.name() + " --from "
                        + environment.promotesFrom().get(0) + " --to " + environment.name());
    }

    /**
     * Why a promotion may not take a path.
     *
     * @param app the application
     * @param from where the release comes from
     * @param environment where it shall go
     * @return the reason; empty where it may
     */
    public static Optional<String> promotionRefusal(AppSpec app, EnvironmentName from, EnvironmentSpec environment) {
        if (environment.promotesFrom().contains(from)) {
            return Optional.empty();
        }
        String way = environment.promotesFrom().isEmpty()
                ? environment.name() + " gets its releases directly: gitops release " + app.name() + " --to "
                        + environment.name()
                : environment.name() + " promotes from " + names(environment) + " only";
        return Optional.of("there is no promotion path from " + from + " to " + environment.name() + "; " + way);
    }

    private static String names(EnvironmentSpec environment) {
        return environment.promotesFrom().stream().map(EnvironmentName::value).collect(Collectors.joining(", "));
    }
}
