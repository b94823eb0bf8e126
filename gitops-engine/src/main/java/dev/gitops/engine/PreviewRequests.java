package dev.gitops.engine;

import dev.gitops.api.AppSpec;
import dev.gitops.api.ChangeRequest;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.Origin;
import dev.gitops.api.PreviewSpec;
import dev.gitops.api.Previews;
import dev.gitops.api.model.RepositorySpec;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.spi.Forge;
import java.util.Optional;

/**
 * The change requests to an application's source.
 *
 * @param app the application
 * @param connections what is open
 */
record PreviewRequests(AppSpec app, Connections connections) {

    /** The host of the source; empty where it is none, or not the host that the inventory has a login for. */
    Optional<Forge> forge() {
        Optional<String> source = app.source();
        boolean none = connections.inventory().forge().none();
        if (source.isEmpty() || none) {
            return Optional.empty();
        }
        RepositorySpec config = connections.inventory().repositoryOf(app);
        String known = connections.inventory().forge().baseUrl().orElse(config.repository());
        boolean same = host(source.get()).isPresent() && host(source.get()).equals(host(known));
        return same
                ? connections
                        .workspace(new RepositorySpec(source.get(), "main"))
                        .forge()
                : Optional.empty();
    }

    private static Optional<String> host(String url) {
        return Origin.of(url).map(Origin::host);
    }

    /** Why a request is over; empty where it is open, or nobody can be asked. */
    Optional<String> over(long number) {
        return forge().map(forge -> forge.details(number).request().state())
                .filter(state -> state != ChangeRequest.State.OPEN)
                .map(state -> "change request " + number + " is "
                        + (state == ChangeRequest.State.MERGED ? "merged" : "closed"));
    }

    /** The same, where a host that does not answer is no reason. */
    Optional<String> overAsFarAsTold(long number) {
        try {
            return over(number);
        } catch (GitOpsException unanswered) {
            connections
                    .settings()
                    .progress()
                    .tell("change request " + number + " of " + app.name() + " could not be asked for, so its age alone"
                            + " counts: " + unanswered.getMessage());
            return Optional.empty();
        }
    }

    /** Keeps the one comment. */
    Optional<String> tell(long number, EnvironmentName name, Optional<PreviewSpec> spec, Previews.State state) {
        return forge().map(forge -> {
            String mark = "<!-- gitops:preview " + app.name() + " -->";
            forge.keepComment(number, mark, mark + "\n" + text(name, spec, state));
            return forge.details(number).request().url();
        });
    }

    private String text(EnvironmentName name, Optional<PreviewSpec> spec, Previews.State state) {
        String where = spec.flatMap(PreviewSpec::address)
                .map(address -> ": <" + address + ">")
                .orElse("");
        String what = "**Preview of " + app.name() + "** (`" + name + "`) ";
        return what
                + switch (state) {
                    case COMING -> "is on its way" + where;
                    case READY -> "is ready" + where;
                    case FAILED ->
                        "could not be deployed; `gitops history " + app.name() + " --in " + name + "` says why";
                    case GONE -> "was taken away.";
                };
    }
}
