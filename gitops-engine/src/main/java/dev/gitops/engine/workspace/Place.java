package dev.gitops.engine.workspace;

import dev.gitops.api.AppSpec;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.GitOps.AppEnvironment;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Operation;
import dev.gitops.api.Problem;
import dev.gitops.change.Trailers;
import dev.gitops.inventory.NearestName;
import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.Closure;
import dev.gitops.spi.Manifests;
import dev.gitops.spi.SourceTree;
import dev.gitops.spi.Target;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An application in an environment, with what is needed to read it.
 *
 * @param app the application
 * @param environment the environment, with the application's overrides
 * @param target both, as the ports see them
 * @param manifests the application's manifests
 * @param workspace its config repository
 * @param branch the branch that decides the environment
 */
public record Place(
        AppSpec app,
        EnvironmentSpec environment,
        Target target,
        Manifests manifests,
        Workspace workspace,
        String branch) {

    /**
     * The place of that name.
     *
     * @throws InvalidInputException if the application has no such environment; it names the nearest
     */
    public static Place of(AppSpec app, EnvironmentName name, Connections connections) {
        EnvironmentSpec environment = app.environments().get(name);
        if (environment == null) {
            List<String> names = app.environments().keySet().stream()
                    .map(EnvironmentName::value)
                    .toList();
            String hint = NearestName.of(name.value(), names)
                    .map(near -> "did you mean " + near + "?")
                    .orElse("it has " + String.join(", ", names));
            throw new InvalidInputException(
                    "the request",
                    List.of(Problem.of("environment", name.value(), app.name() + " has no such environment", hint)));
        }
        Target target = new Target(
                app.name(),
                name,
                environment.namespace().orElse(null),
                app.images().stream()
                        .map(image -> new Target.Image(image.name(), image.repository()))
                        .toList());
        Workspace workspace = connections.workspace(app);
        String branch = environment.branch().orElse(workspace.spec().branch());
        return new Place(app, environment, target, connections.manifests(app), workspace, branch);
    }

    /** The same application in another of its environments. */
    public Place in(EnvironmentName other) {
        EnvironmentSpec spec = Objects.requireNonNull(app.environments().get(other));
        Target there = new Target(app.name(), other, spec.namespace().orElse(null), target.images());
        return new Place(
                app,
                spec,
                there,
                manifests,
                workspace,
                spec.branch().orElse(workspace.spec().branch()));
    }

    /** The same place as far as records and Git are concerned: at the repository and branch of another. */
    public Place at(Place other) {
        return new Place(app, environment, target, manifests, other.workspace, other.branch);
    }

    /** The same place as far as Git is concerned: at the repository and branch of the inventory. */
    public Place at(InventoryAtHome home) {
        return new Place(
                app,
                environment,
                target,
                manifests,
                home.workspace(),
                home.spec().branch());
    }

    /** The newest state of the environment's branch, fetched. */
    public Snapshot tip() {
        return workspace.repository().tip(branch);
    }

    /** The commits that touched the environment's own files, newest first. */
    public List<CommitInfo> history(Snapshot snapshot, int limit) {
        return snapshot.history(List.copyOf(manifests.closure(snapshot, target).own()), limit);
    }

    /** A commit that touched the environment's own files, with what it says of this environment alone. */
    public CommitInfo said(CommitInfo commit) {
        return Trailers.said(commit, app.name(), environment.name());
    }

    /** What made the environment's files as they are; empty where a person did, without trailers. */
    public Optional<Operation> operation(Snapshot snapshot) {
        return history(snapshot, 1).stream()
                .flatMap(commit -> said(commit).trailer(Trailers.OPERATION).stream())
                .flatMap(word -> Operation.ofWord(word).stream())
                .findFirst();
    }

    /** What identifies the state of an environment's files in a tree: equal keys mean equal manifests. */
    public String stateKey(SourceTree tree) {
        Closure closure = manifests.closure(tree, target);
        StringBuilder key = new StringBuilder();
        closure.all()
                .forEach(path -> key.append(path)
                        .append('=')
                        .append(tree.id(path).orElse("-"))
                        .append('\n'));
        return key.toString();
    }

    /** {@return application and environment, by their names} */
    public AppEnvironment names() {
        return new AppEnvironment(app.name(), environment.name());
    }

    /** {@return application and environment, for a sentence} */
    public String inWords() {
        return target.toString();
    }
}
