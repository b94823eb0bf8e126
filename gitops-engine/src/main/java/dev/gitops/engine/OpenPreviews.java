package dev.gitops.engine;

import dev.gitops.api.AppSpec;
import dev.gitops.api.Deployment;
import dev.gitops.api.DeploymentPlan;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Plan;
import dev.gitops.api.Preview;
import dev.gitops.api.PreviewBuild;
import dev.gitops.api.PreviewRules;
import dev.gitops.api.PreviewSpec;
import dev.gitops.api.Previews;
import dev.gitops.api.Problem;
import dev.gitops.engine.change.PreviewClaims;
import dev.gitops.engine.change.PreviewNames;
import dev.gitops.engine.change.PreviewPlanner;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.InventoryAtHome;
import dev.gitops.engine.workspace.Place;
import dev.gitops.inventory.NearestName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The previews of an open inventory.
 *
 * @param connections what is open
 */
record OpenPreviews(Connections connections) implements Previews {

    private static final Duration USUAL = Duration.ofDays(3);

    @Override
    public List<Preview> list() {
        return previews(null, false);
    }

    @Override
    public List<Preview> list(String app) {
        return previews(Objects.requireNonNull(app, "app"), false);
    }

    @Override
    public List<Preview> ended() {
        return over(null);
    }

    @Override
    public List<Preview> ended(String app) {
        return over(Objects.requireNonNull(app, "app"));
    }

    private List<Preview> over(@Nullable String app) {
        return previews(app, true).stream()
                .filter(preview -> preview.ended().isPresent())
                .toList();
    }

    private List<Preview> previews(@Nullable String name, boolean asked) {
        Inventory inventory = home(name == null ? "" : name).inventory();
        List<Preview> previews = new ArrayList<>();
        Instant now = connections.settings().clock().instant();
        for (AppSpec app : name == null ? inventory.apps().values() : List.of(app(inventory, name))) {
            Duration ttl = app.previews().map(PreviewRules::ttl).orElse(USUAL);
            for (EnvironmentSpec environment : app.environments().values()) {
                environment.preview().ifPresent(spec -> {
                    Instant expires = spec.updated().plus(ttl);
                    Optional<String> ended = expires.isAfter(now)
                            ? Optional.<String>empty()
                            : Optional.of("its last build was at " + spec.updated());
                    if (asked && ended.isEmpty()) {
                        ended = new PreviewRequests(app, connections).overAsFarAsTold(spec.request());
                    }
                    previews.add(new Preview(environment.name(), spec, expires, ended));
                });
            }
        }
        return previews;
    }

    @Override
    public Plan up(PreviewBuild build) {
        Objects.requireNonNull(build, "build");
        checkNumber(build.request());
        AppSpec app = app(home(build.app()).inventory(), build.app());
        Optional<String> over = new PreviewRequests(app, connections).over(build.request());
        if (over.isPresent()) {
            throw refuse(
                    "request",
                    Long.toString(build.request()),
                    over.get(),
                    "previews are for open change requests: open one, or reopen it");
        }
        return new PreviewPlanner(connections, build).plan();
    }

    @Override
    public Plan down(String app, long request) {
        return ending(app, request, null);
    }

    @Override
    public Plan down(String app, long request, String reason) {
        return ending(app, request, Objects.requireNonNull(reason, "reason"));
    }

    private Plan ending(String app, long request, @Nullable String reason) {
        EnvironmentName name = name(app, request);
        InventoryAtHome home = home(app);
        Inventory inventory = home.inventory();
        EnvironmentSpec environment = inventory.environments().get(name);
        if (environment != null && environment.preview().isEmpty()) {
            throw refuse("environment", name.value(), "is no preview", "gitops preview list shows those there are");
        }
        AppSpec known = inventory.apps().get(app);
        Set<String> claims = known == null || !known.environments().containsKey(name)
                ? Set.of()
                : PreviewClaims.of(Place.of(known, name, open(home, inventory)), home.tip());
        return new OpenLifecycle(connections).removal(app, name, claims, reason);
    }

    @Override
    public DeploymentPlan deployment(String app, long request) {
        Objects.requireNonNull(app, "app");
        InventoryAtHome home = home(app);
        Inventory inventory = home.inventory();
        return new OpenApp(app(inventory, app), open(home, inventory))
                .plan(Deployment.builder().environment(name(app, request)).build());
    }

    @Override
    public Optional<String> tell(String app, long request, State state) {
        Objects.requireNonNull(state, "state");
        EnvironmentName name = name(app, request);
        AppSpec known = home(app).inventory().apps().get(app);
        if (known == null) {
            return Optional.empty();
        }
        Optional<PreviewSpec> spec =
                Optional.ofNullable(known.environments().get(name)).flatMap(EnvironmentSpec::preview);
        return new PreviewRequests(known, connections).tell(request, name, spec, state);
    }

    @Override
    public EnvironmentName name(String app, long request) {
        Objects.requireNonNull(app, "app");
        checkNumber(request);
        return PreviewNames.of(app, request);
    }

    private static void checkNumber(long request) {
        if (request < 1) {
            throw refuse(
                    "request",
                    Long.toString(request),
                    "is no number of a change request",
                    "give its number, from 1; in Jenkins CHANGE_ID");
        }
    }

    private Connections open(InventoryAtHome home, Inventory inventory) {
        return connections.with("previews at " + home.tip().commit(), inventory);
    }

    private InventoryAtHome home(String app) {
        return InventoryAtHome.of(connections, app);
    }

    private static AppSpec app(Inventory inventory, String name) {
        AppSpec app = inventory.apps().get(name);
        if (app == null) {
            throw refuse(
                    "application",
                    name,
                    "the inventory has no such application",
                    NearestName.of(name, inventory.apps().keySet())
                            .map(near -> "did you mean " + near + "?")
                            .orElse("add it to the inventory first"));
        }
        return app;
    }

    private static InvalidInputException refuse(String key, String value, String why, String hint) {
        return new InvalidInputException("the request", List.of(Problem.of(key, value, why, hint)));
    }
}
