package dev.gitops.engine.change;

import dev.gitops.api.AppSpec;
import dev.gitops.api.Change;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Plan;
import dev.gitops.api.PreviewBuild;
import dev.gitops.api.PreviewRules;
import dev.gitops.api.PreviewSpec;
import dev.gitops.api.Problem;
import dev.gitops.api.Refusal;
import dev.gitops.change.EditedTree;
import dev.gitops.change.Evaluation;
import dev.gitops.change.InventoryChange;
import dev.gitops.change.ReleaseChange;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.InventoryAtHome;
import dev.gitops.engine.workspace.Place;
import dev.gitops.inventory.NearestName;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.FileEdit;
import dev.gitops.yaml.YamlFile;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plans to give a build of a change request its preview: the inventory's lines, the files and the images in one commit. */
public final class PreviewPlanner {

    private final Connections connections;
    private final PreviewBuild build;
    private final EnvironmentName name;
    private final InventoryAtHome home;
    private @Nullable Draft newest;

    /** A planner for a build. */
    public PreviewPlanner(Connections connections, PreviewBuild build) {
        this.connections = connections;
        this.build = build;
        this.name = PreviewNames.of(build.app(), build.request());
        this.home = InventoryAtHome.of(connections, build.app());
    }

    /** The plan; up to date where the preview has the images. */
    public Plan plan() {
        Draft draft = draft(home.tip());
        Place place = draft.place();
        return new InventoryPlan(
                place.at(home),
                List.of(place),
                new InventoryChange(draft.change().change(), this::at),
                draft.governed(),
                there -> List.of());
    }

    /**
     * What a tip would become.
     *
     * @param tip the tip
     * @param app the application as the tip has it
     * @param inventory the inventory as it would be
     * @param made the files that make the preview; the inventory's alone where it is there
     */
    private record Draft(
            Snapshot tip,
            AppSpec app,
            Inventory before,
            PreviewRules rules,
            Optional<PreviewSpec> present,
            List<FileEdit> made,
            Connections governed,
            Place place,
            ReleaseChange change) {}

    /** Drafted once for each tip: it reads the whole inventory, before and after. */
    private synchronized Draft draft(Snapshot tip) {
        if (newest == null || !newest.tip().commit().equals(tip.commit())) {
            newest = drafted(tip);
        }
        return newest;
    }

    private Draft drafted(Snapshot tip) {
        byte[] bytes = home.bytes(tip);
        Inventory before = home.read(bytes);
        AppSpec app = app(before);
        PreviewRules rules = app.previews()
                .orElseThrow(() -> refuse(
                        "previews",
                        app.name(),
                        "the application has no previews",
                        "add previews: { from: ENV } to it, where ENV is one of "
                                + String.join(", ", words(app.environments().keySet()))));
        PreviewLines lines = new PreviewLines(YamlFile.of(home.spec().path(), bytes));
        Instant now = connections.settings().clock().instant().truncatedTo(ChronoUnit.SECONDS);
        Optional<PreviewSpec> present = present(before);
        byte[] after = present.isPresent()
                ? lines.updated(name, now, build.address())
                : lines.added(
                        name, new PreviewSpec(build.app(), build.request(), rules.from(), now, now, build.address()));
        Inventory inventory = home.read(after);
        String key = "preview " + name + " at " + tip.commit();
        Connections governed = connections.with(key, inventory);
        Place place = Place.of(app(inventory), name, governed);
        checkHome(place);
        checkDelivery(place);
        List<FileEdit> made = new ArrayList<>(List.of(new FileEdit(home.spec().path(), after)));
        if (present.isEmpty()) {
            Place from = place.in(rules.from());
            made.addAll(new PreviewFiles(from, place.target(), name, rules.overlay()).at(tip));
        }
        ChangePlanner planner = new ChangePlanner(place, governed);
        ReleaseChange change = new ReleaseChange(
                planner.context(), planner.checked(new Change.Releasing(name, build.release(), false, reason())));
        return new Draft(tip, app, before, rules, present, made, governed, place, change);
    }

    private String reason() {
        return "change request " + build.request();
    }

    private Evaluation at(Snapshot tip) {
        Draft draft = draft(tip);
        Evaluation released = draft.present().isPresent() ? draft.change().at(tip) : null;
        if (released != null && released.stop().isPresent()) {
            boolean same = released.stop().get() instanceof ChangeOutcome.UpToDate;
            if (!same || isFresh(draft)) {
                return released;
            }
        }
        Evaluation evaluation = draft.change().first(tip, draft.made());
        List<Refusal> refusals = new ArrayList<>();
        if (draft.present().isEmpty()) {
            refusals.addAll(crowded(draft));
        }
        if (evaluation.stop().isEmpty()) {
            refusals.addAll(PreviewObjects.refusals(
                    draft.place()
                            .manifests()
                            .render(
                                    new EditedTree(tip, evaluation.edits()),
                                    draft.place().target())
                            .objects(),
                    name.value()));
        }
        if (refusals.isEmpty()) {
            return evaluation;
        }
        return Evaluation.stop(new ChangeOutcome.Refused(evaluation.summary(), refusals));
    }

    /** A build of the same images says that somebody still works on it; it need not be written each time. */
    private boolean isFresh(Draft draft) {
        PreviewSpec present = draft.present().orElseThrow();
        boolean sameAddress = build.address().isEmpty() || build.address().equals(present.address());
        Instant half = present.updated().plus(draft.rules().ttl().dividedBy(2));
        return sameAddress && connections.settings().clock().instant().isBefore(half);
    }

    /** No more than there may be, and none in a namespace that others use. */
    private List<Refusal> crowded(Draft draft) {
        List<Refusal> refusals = new ArrayList<>();
        List<PreviewSpec> there = draft.app().environments().values().stream()
                .flatMap(environment -> environment.preview().stream())
                .sorted(Comparator.comparing(PreviewSpec::updated))
                .toList();
        if (there.size() >= draft.rules().limit()) {
            PreviewSpec oldest = there.get(0);
            refusals.add(new Refusal(
                            Refusal.Kind.GUARD,
                            build.app() + " has " + there.size() + " previews, and its limit is "
                                    + draft.rules().limit() + "; the oldest is of request " + oldest.request()
                                    + ", last built " + oldest.updated() + ": gitops preview down " + build.app()
                                    + " --request " + oldest.request())
                    .ofRule("previews.limit"));
        }
        draft.before().environments().values().stream()
                .filter(other -> other.namespace().filter(name.value()::equals).isPresent())
                .map(EnvironmentSpec::name)
                .findFirst()
                .ifPresent(other -> refusals.add(new Refusal(
                        Refusal.Kind.GUARD, "the namespace " + name + " is that of the environment " + other)));
        return refusals;
    }

    private AppSpec app(Inventory inventory) {
        AppSpec app = inventory.apps().get(build.app());
        if (app == null) {
            throw refuse(
                    "application",
                    build.app(),
                    "the inventory has no such application",
                    NearestName.of(build.app(), inventory.apps().keySet())
                            .map(near -> "did you mean " + near + "?")
                            .orElse("add it to the inventory first"));
        }
        return app;
    }

    private Optional<PreviewSpec> present(Inventory inventory) {
        EnvironmentSpec environment = inventory.environments().get(name);
        if (environment == null) {
            return Optional.empty();
        }
        return Optional.of(environment
                .preview()
                .filter(preview -> preview.of().equals(build.app()) && preview.request() == build.request())
                .orElseThrow(() -> refuse(
                        "environment",
                        name.value(),
                        "is no preview of request " + build.request() + " of " + build.app(),
                        "give the environment another name")));
    }

    private void checkHome(Place place) {
        if (!home.isBranchOf(place)) {
            throw refuse(
                    "config",
                    place.workspace().spec().repository(),
                    "the files of " + build.app()
                            + " are on another branch or in another repository than the inventory,"
                            + " so one commit cannot make a preview",
                    "keep the inventory with the files: home");
        }
    }

    /** Others look for resources that somebody has to apply, or for a namespace that is there. */
    private static void checkDelivery(Place place) {
        String kind = place.environment().delivery().kind();
        if (!kind.equals("apply") && !kind.equals("rendered")) {
            throw refuse(
                    "delivery",
                    kind,
                    "previews are delivered by apply or rendered",
                    "let previews.from be an environment with one of them");
        }
    }

    private static List<String> words(Iterable<EnvironmentName> names) {
        List<String> words = new ArrayList<>();
        names.forEach(name -> words.add(name.value()));
        return words;
    }

    private static InvalidInputException refuse(String key, String value, String why, String hint) {
        return new InvalidInputException("the request", List.of(Problem.of(key, value, why, hint)));
    }
}
